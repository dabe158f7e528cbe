import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RootedFiles, RootedWriteOptions } from '@quorate/host'
import { Failure } from '@quorate/schema/failure'
import type { FileAccess, FileHead, Ownership } from './file-request.ts'
import { findAccount, findGroup } from './guest-accounts.ts'

const accountsLimit = 1 << 20
const plainMode = 0o644

async function* first(stream: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of stream) {
    yield chunk.length > left ? chunk.subarray(0, left) : chunk
    left -= chunk.length
    if (left <= 0) return
  }
}

const textOf = (root: RootedFiles, path: string) => root.read(path, accountsLimit)?.toString('utf8') ?? ''

/** Of what is there, through links; of a new file otherwise. */
function presentOwnership(root: RootedFiles, path: string): { readonly uid: number; readonly gid: number; readonly mode: number } {
  try {
    const { stat, stream } = root.openRead(path)
    stream.destroy()
    return { uid: stat.uid, gid: stat.gid, mode: stat.mode }
  } catch (error) {
    if (error instanceof Failure) return { uid: 0, gid: 0, mode: plainMode }
    throw error
  }
}

function optionsFor(root: RootedFiles, path: string, { user, group, mode }: Ownership): RootedWriteOptions {
  if (user === undefined && group === undefined && mode === undefined) return {}
  const kept = presentOwnership(root, path)
  return {
    keep: false,
    uid: user === undefined ? kept.uid : findAccount(textOf(root, '/etc/passwd'), user).uid,
    gid: group === undefined ? kept.gid : findGroup(textOf(root, '/etc/group'), group),
    mode: mode ?? kept.mode,
  }
}

/** Does one access. `input` brings what is written, `output` takes a line about the file and what is read, or what is told. */
export async function accessFile(root: RootedFiles, access: FileAccess, input: Readable, output: Writable): Promise<void> {
  if (access.kind === 'write') return await root.write(access.path, input, optionsFor(root, access.path, access))
  if (access.kind === 'usage') return void output.write(JSON.stringify(access.paths.map(path => root.usage(path))))
  const { stat, stream } = root.openRead(access.path, access.offset)
  output.write(`${JSON.stringify({ size: stat.size } satisfies FileHead)}\n`)
  // No more than was there at the beginning: a file that grows as fast as it is read would have no end.
  const count = Math.max(0, Math.min(access.count, stat.size - access.offset))
  await pipeline(count === 0 ? [] : first(stream, count), output)
  stream.destroy()
}
