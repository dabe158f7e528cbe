import { Failure } from '@quorate/schema'
import { membersOf } from './agent-answers.ts'
import type { AgentClient } from './agent-client.ts'

type Agent = Pick<AgentClient, 'execute'>

const chunk = 1 << 20

/** Closes the file whatever happens; that a failed file cannot be closed either tells nothing new. */
async function withHandle<T>(agent: Agent, handle: unknown, work: () => Promise<T>): Promise<T> {
  let result: T
  try {
    result = await work()
  } catch (error) {
    await agent.execute('guest-file-close', { handle }).catch(() => undefined)
    throw error
  }
  await agent.execute('guest-file-close', { handle })
  return result
}

/** Bytes of a file in the guest, at most `count`. `truncated`: there are more. */
export async function readGuestFile(
  agent: Agent,
  path: string,
  options: { offset: number; count: number },
): Promise<{ data: Buffer; truncated: boolean }> {
  const handle = await agent.execute('guest-file-open', { path, mode: 'r' })
  const read = async (wanted: number) => {
    const answer = await agent.execute('guest-file-read', { handle, count: wanted })
    const { 'buf-b64': base64, eof } = membersOf('guest-file-read', answer, { 'buf-b64': 'string', eof: 'boolean' })
    return { part: Buffer.from(base64, 'base64').subarray(0, wanted), eof }
  }
  return await withHandle(agent, handle, async () => {
    if (options.offset > 0) await agent.execute('guest-file-seek', { handle, offset: options.offset, whence: 'set' })
    const parts: Buffer[] = []
    for (let left = options.count; left > 0;) {
      const { part, eof } = await read(Math.min(chunk, left))
      parts.push(part)
      left -= part.length
      // Nothing more, and no end either: there would be no end of asking.
      if (eof || part.length === 0) return { data: Buffer.concat(parts), truncated: false }
    }
    // The end shows only to who reads beyond it.
    return { data: Buffer.concat(parts), truncated: (await read(1)).part.length > 0 }
  })
}

/** Makes a file in the guest anew. Fails when not all of it could be written. */
export async function writeGuestFile(agent: Agent, path: string, base64: string): Promise<void> {
  const handle = await agent.execute('guest-file-open', { path, mode: 'wb' })
  await withHandle(agent, handle, async () => {
    const wanted = Buffer.from(base64, 'base64').length
    if (wanted === 0) return
    const answer = await agent.execute('guest-file-write', { handle, 'buf-b64': base64 })
    const { count } = membersOf('guest-file-write', answer, { count: 'number' })
    if (count !== wanted) throw new Failure(`only ${count} of ${wanted} bytes could be written to '${path}' in the guest`)
  })
}
