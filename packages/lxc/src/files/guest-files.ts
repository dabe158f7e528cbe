import { Readable } from 'node:stream'
import { buffer, json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { FilesystemUsage } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { LxcServices } from '../services.ts'
import type { FileAccess, Ownership } from './file-request.ts'
import { findRoot } from './find-root.ts'
import { startAccess, type Access } from './start-access.ts'

/** Each is a process; who moves large files keeps one for long. */
const mostAtOnce = 16

export interface OpenedFile {
  /** bytes that it had when it was opened; as many come, or the stream fails */
  readonly size: number
  readonly stream: AsyncIterable<Uint8Array>
}

type Services = Pick<LxcServices, 'host' | 'runtime' | 'store'>

/**
 * Files of containers, running or mounted. What is in a container is hostile: links never lead out of it, nothing but
 * regular files on storage is touched, and what hangs is given up.
 */
export class GuestFiles {
  readonly #services: Services
  #open = 0

  constructor(services: Services) {
    this.#services = services
  }

  /** At most `count` bytes from byte `offset` on. `truncated`: there are more. */
  async read(
    vmid: number,
    path: string,
    { offset, count }: { offset: number; count: number },
  ): Promise<{ data: Buffer; truncated: boolean }> {
    return await this.#access(vmid, { kind: 'read', path, offset, count }, async access => {
      access.stdin.destroy()
      const { size } = await access.head()
      const data = await buffer(access.content)
      return { data, truncated: size > offset + data.length }
    })
  }

  /** A file of any size. The stream must be read to its end or left. */
  async open(vmid: number, path: string): Promise<OpenedFile> {
    const access = await this.#begin(vmid, { kind: 'read', path, offset: 0, count: Number.MAX_SAFE_INTEGER })
    try {
      access.stdin.destroy()
      const { size } = await this.#headOf(access)
      return { size, stream: contentOf(access, size) }
    } catch (error) {
      access.end()
      throw told(`cannot read '${path}' in CT ${vmid}`, error)
    }
  }

  /** Whole or not at all. */
  async write(vmid: number, path: string, content: Uint8Array | Readable, ownership: Ownership = {}): Promise<void> {
    await this.#access(vmid, { kind: 'write', path, ...ownership }, async access => {
      access.content.resume()
      const source = content instanceof Uint8Array ? Readable.from(content.length ? [content] : []) : content
      source.on('data', () => access.alive())
      // A worker that refuses closes its end; why, it says at its own end.
      await pipeline(source, access.stdin).catch(async (error: unknown) => {
        await access.done
        throw error
      })
    })
  }

  /** How full the file systems are in which these paths lie. */
  async usage(vmid: number, paths: readonly string[]): Promise<FilesystemUsage[]> {
    return await this.#access(vmid, { kind: 'usage', paths }, async access => {
      access.stdin.destroy()
      return (await json(access.content)) as FilesystemUsage[]
    })
  }

  async #access<T>(vmid: number, what: FileAccess, work: (access: Access) => Promise<T>): Promise<T> {
    const access = await this.#begin(vmid, what)
    try {
      const result = await work(access)
      await access.done
      return result
    } catch (error) {
      access.end()
      // The worker's own word tells more than that its pipe broke.
      const reason = await access.done.then(
        () => error,
        (own: unknown) => own,
      )
      throw told(what.kind === 'usage' ? `cannot examine CT ${vmid}` : `cannot ${what.kind} '${what.path}' in CT ${vmid}`, reason)
    }
  }

  async #headOf(access: Access) {
    try {
      return await access.head()
    } catch (error) {
      await access.done
      throw error
    }
  }

  async #begin(vmid: number, what: FileAccess): Promise<Access> {
    const root = await findRoot(this.#services, vmid)
    if (this.#open >= mostAtOnce)
      throw new Failure(`${mostAtOnce} files of containers are being read or written already: try again in a moment`, { status: 503 })
    this.#open += 1
    const leave = () => void (this.#open -= 1)
    try {
      const access = await startAccess(this.#services.host, { root, access: what })
      access.done.then(leave, leave)
      return access
    } catch (error) {
      leave()
      throw error
    }
  }
}

async function* contentOf(access: Access, size: number): AsyncGenerator<Uint8Array> {
  let read = 0
  try {
    for await (const chunk of access.content as AsyncIterable<Buffer>) {
      access.alive()
      read += chunk.length
      yield chunk
    }
    await access.done
    if (read < size) throw new Failure('the file became shorter while it was read')
  } finally {
    access.end()
  }
}

function told(attempt: string, error: unknown): Error {
  if (!(error instanceof Failure)) return new Failure(attempt, { cause: error })
  const own = /^cannot \w+ .*?: (.*)$/s.exec(error.message)?.[1]
  return new Failure(`${attempt}: ${own ?? error.message}`)
}
