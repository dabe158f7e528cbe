import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** bytes that a viewer may lag behind the others before it is left */
const longestLag = 4 << 20

/** One viewer's end of a serial port. */
class SerialViewer extends Duplex {
  readonly #port: SharedPort

  constructor(port: SharedPort) {
    super({ allowHalfOpen: false, readableHighWaterMark: 64 << 10 })
    this.#port = port
  }

  override _read(): void {
    this.#port.more()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#port.send(chunk, done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port.leave(this)
    done(error)
  }
}

/** The one connection to a port's socket, and who looks at it. */
class SharedPort {
  readonly #socket: Socket
  readonly #viewers = new Set<SerialViewer>()

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (data: Buffer) => this.#spread(data))
    socket.on('error', error => this.#each(viewer => viewer.destroy(error)))
    socket.on('close', () => this.#each(viewer => viewer.push(null)))
  }

  join(): SerialViewer {
    const viewer = new SerialViewer(this)
    this.#viewers.add(viewer)
    return viewer
  }

  /** The guest waits while nobody can take more; who is much slower than others is left behind. */
  #spread(data: Buffer): void {
    let room = false
    this.#each(viewer => (room = viewer.push(data) || room))
    if (!room) this.#socket.pause()
    else this.#each(viewer => viewer.readableLength > longestLag && viewer.destroy(new Error('the terminal client is too slow')))
  }

  #each(act: (viewer: SerialViewer) => unknown): void {
    for (const viewer of this.#viewers) act(viewer)
  }

  more(): void {
    this.#socket.resume()
  }

  send(chunk: Buffer, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, error => done(error))
  }

  leave(viewer: SerialViewer): void {
    this.#viewers.delete(viewer)
    if (this.#viewers.size === 0) this.#socket.destroy()
    else this.#socket.resume()
  }
}

/**
 * Serial ports of guests, which QEMU gives to one client at a time: all viewers of a port share a connection, see the
 * same and may all type. It ends with the last of them.
 */
export class SerialPorts {
  readonly #open = new Map<string, Promise<SharedPort>>()

  /** Is somebody looking at this port through us? */
  has(path: string): boolean {
    return this.#open.has(path)
  }

  /** Fails with the system's error when nobody listens there. */
  async join(path: string): Promise<Duplex> {
    const present = this.#open.get(path) ?? this.#connect(path)
    return (await present).join()
  }

  #connect(path: string): Promise<SharedPort> {
    const socket = connect(path)
    const opening = once(socket, 'connect').then(() => new SharedPort(socket))
    this.#open.set(path, opening)
    const forget = () => {
      if (this.#open.get(path) === opening) this.#open.delete(path)
    }
    socket.once('close', forget)
    opening.catch(forget)
    return opening
  }
}
