import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream'
import type { Host } from '@quorate/host'

/** Sockets of this machine behind which streams of another one are, for programs that can only connect to sockets. */
export class ForwardedSockets implements AsyncDisposable {
  readonly #host: Host
  readonly #folder: string
  readonly #servers: Server[] = []
  readonly #open = new Set<Duplex>()

  constructor(host: Host) {
    this.#host = host
    this.#folder = join(host.root.run, 'remote', randomBytes(8).toString('hex'))
  }

  /** A new socket; whoever connects to it gets a stream of its own. Where that cannot be opened, he is hung up on and `failed` hears why. */
  async listen(name: string, open: () => Promise<Duplex>, failed: (error: unknown) => void): Promise<string> {
    await this.#host.files.makeDirectory(join(this.#folder, '..'), 0o700)
    await this.#host.files.makeDirectory(this.#folder, 0o700)
    const path = join(this.#folder, name)
    const server = createServer({ pauseOnConnect: true }, socket => void this.#join(socket, open, failed))
    this.#servers.push(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(path, resolve)
    })
    return path
  }

  /** Ends every stream that is open. */
  breakOff(): void {
    for (const stream of this.#open) stream.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers) server.close()
    this.breakOff()
    await this.#host.files.removeTree(this.#folder)
  }

  async #join(socket: Socket, open: () => Promise<Duplex>, failed: (error: unknown) => void): Promise<void> {
    this.#keep(socket)
    try {
      const far = await open()
      this.#keep(far)
      if (socket.destroyed) return void far.destroy()
      const over = () => {
        socket.destroy()
        far.destroy()
      }
      pipeline(socket, far, over)
      pipeline(far, socket, over)
    } catch (error) {
      failed(error)
      socket.destroy()
    }
  }

  #keep(stream: Duplex): void {
    this.#open.add(stream)
    stream.on('error', () => stream.destroy())
    stream.once('close', () => this.#open.delete(stream))
  }
}
