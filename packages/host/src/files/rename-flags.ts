import { createRequire } from 'node:module'
import { constants } from 'node:os'

/** The part of koffi that is used. */
interface Koffi {
  load(library: string): { func(declaration: string): (from: number, path: string, to: number, target: string, flags: number) => number }
  errno(): number
}

const currentFolder = -100
const noReplace = 1
const swap = 2

let call: { rename(from: string, to: string, flags: number): number; errno(): number } | undefined

function load(): NonNullable<typeof call> {
  if (call) return call
  const koffi = createRequire(import.meta.url)('koffi') as Koffi
  const renameat2 = koffi
    .load('libc.so.6')
    .func('int renameat2(int from, const char *path, int to, const char *target, unsigned int flags)')
  call = { rename: (from, to, flags) => renameat2(currentFolder, from, currentFolder, to, flags), errno: () => koffi.errno() }
  return call
}

function rename(from: string, to: string, flags: number): void {
  const kernel = load()
  if (kernel.rename(from, to, flags) === 0) return
  const number = kernel.errno()
  const code = Object.entries(constants.errno).find(([, value]) => value === number)?.[0] ?? `errno ${number}`
  throw Object.assign(new Error(`${code}: rename '${from}' -> '${to}'`), { code })
}

/** Renames a file or a folder, and fails with EEXIST when the name is taken: plain renames replace files and empty folders. */
export async function renameNew(from: string, to: string): Promise<void> {
  rename(from, to, noReplace)
}

/** Each gets the other's name, in one step. */
export async function exchange(one: string, other: string): Promise<void> {
  rename(one, other, swap)
}
