import { createRequire } from 'node:module'
import { constants } from 'node:os'

/** The part of koffi that is used. */
interface Koffi {
  load(library: string): { func(declaration: string): (from: number, path: string, to: number, target: string, flags: number) => number }
  errno(): number
}

const currentFolder = -100
const noReplace = 1

let call: { rename(from: string, to: string): number; errno(): number } | undefined

function load(): NonNullable<typeof call> {
  if (call) return call
  const koffi = createRequire(import.meta.url)('koffi') as Koffi
  const renameat2 = koffi
    .load('libc.so.6')
    .func('int renameat2(int from, const char *path, int to, const char *target, unsigned int flags)')
  call = { rename: (from, to) => renameat2(currentFolder, from, currentFolder, to, noReplace), errno: () => koffi.errno() }
  return call
}

/** Renames a file or a folder, and fails with EEXIST when the name is taken: plain renames replace files and empty folders. */
export async function renameNew(from: string, to: string): Promise<void> {
  const { rename, errno } = load()
  if (rename(from, to) === 0) return
  const number = errno()
  const code = Object.entries(constants.errno).find(([, value]) => value === number)?.[0] ?? `errno ${number}`
  throw Object.assign(new Error(`${code}: rename '${from}' -> '${to}'`), { code })
}
