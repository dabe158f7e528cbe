import { Duplex } from 'node:stream'
import { ByteQueue } from './byte-queue.ts'
import { refusal, versionOf, vncVersion } from './server-texts.ts'

/** Serves a VNC client that there is no screen for: it is told why in the place of the ways to authenticate. */
export class RefusedScreen extends Duplex {
  readonly #reason: string
  readonly #received = new ByteQueue()
  #told = false

  constructor(reason: string) {
    super({ allowHalfOpen: false })
    this.#reason = reason
    this.push(Buffer.from(vncVersion))
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#received.push(chunk)
    const version = this.#told ? undefined : this.#received.take(vncVersion.length)
    if (version) this.#tell(versionOf(version))
    done()
  }

  #tell(minor: number | undefined): void {
    this.#told = true
    // No way to authenticate: a zero of one byte since 3.7, of four before.
    const why = refusal(this.#reason).subarray(4)
    if (minor !== undefined) this.push(Buffer.concat([Buffer.alloc(minor < 7 ? 4 : 1), why]))
    this.push(null)
  }
}
