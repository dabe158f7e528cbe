import { constants } from 'node:os'
import { failureText } from '@quorate/schema/failure'
import type { Answer, Dispatcher } from './dispatcher.ts'
import { errnoName, lastErrno, libc, pollReadable } from './libc.ts'
import { headerBytes, largestWrite, notifyResend, replyHeaderBytes } from './opcodes.ts'
import { errnoOf } from './refuse.ts'
import { Request } from './request.ts'

const { EAGAIN, EINTR, ENOENT, EIO } = constants.errno
const bufferBytes = largestWrite + 8192
/** Then other events of the process get their turn. */
const requestsPerTurn = 64
/**
 * Whoever was answered mostly asks on at once: waiting that long for it, with the processor offered to others, is less
 * than half of what it takes to go to sleep and be woken on another core.
 */
const lingerMs = 0.05

/** The conversation with the kernel over one descriptor of /dev/fuse. */
export class KernelChannel {
  #fd: number
  #dispatcher: Dispatcher
  #notice: (text: string) => void
  #in = Buffer.alloc(bufferBytes)
  #out = Buffer.alloc(bufferBytes)
  /** Kept: delivery stops when the handle is collected. */
  #poll: { close(): void } | undefined
  #onEnd: () => void
  /** Requests that wait for a commit. */
  #late = 0

  /** `onEnd`: somebody unmounted it. */
  constructor(fd: number, dispatcher: Dispatcher, notice: (text: string) => void, onEnd: () => void) {
    this.#fd = fd
    this.#dispatcher = dispatcher
    this.#notice = notice
    this.#onEnd = onEnd
  }

  start(): void {
    this.#poll = pollReadable(this.#fd, () => this.#drain())
  }

  /** Has the kernel ask again for all that a process before this one took and never answered. */
  askAgain(): void {
    const message = Buffer.alloc(replyHeaderBytes)
    message.writeUInt32LE(replyHeaderBytes, 0)
    message.writeInt32LE(notifyResend, 4)
    if (Number(libc.write(this.#fd, message, message.length)) < 0) {
      this.#notice(`the mount was taken over, but requests under way may hang: the kernel does not ask again (${errnoName(lastErrno())})`)
    }
  }

  stop(): void {
    this.#poll?.close()
    this.#poll = undefined
  }

  #drain(): void {
    let lastMs = performance.now()
    for (let count = 0; count < requestsPerTurn && this.#poll;) {
      const length = Number(libc.read(this.#fd, this.#in, bufferBytes))
      if (length >= headerBytes) {
        this.#handle(new Request(this.#in, length))
        count++
        lastMs = performance.now()
        continue
      }
      const errno = length < 0 ? lastErrno() : 0
      if (errno === EAGAIN) {
        if (this.#late > 0 || performance.now() - lastMs > lingerMs) return
        libc.yield()
        continue
      }
      if (errno === EINTR || errno === ENOENT) continue
      this.stop()
      this.#onEnd()
    }
  }

  #handle(request: Request): void {
    const { unique } = request
    try {
      const answer = this.#dispatcher.handle(request)
      if (answer instanceof Promise) void this.#answerLate(unique, answer)
      else this.#answer(unique, answer)
    } catch (error) {
      this.#refuse(unique, error)
    }
  }

  async #answerLate(unique: bigint, answer: Promise<Answer>): Promise<void> {
    this.#late++
    try {
      this.#answer(unique, await answer)
    } catch (error) {
      this.#refuse(unique, error)
    } finally {
      this.#late--
      setImmediate(() => this.#drain())
    }
  }

  #answer(unique: bigint, answer: Answer): void {
    if (!answer) return
    this.#reply(unique, 0, answer(this.#out, replyHeaderBytes))
  }

  #refuse(unique: bigint, error: unknown): void {
    const errno = errnoOf(error)
    if (errno === undefined) this.#notice(`a request of the mount failed: ${failureText(error)}`)
    this.#reply(unique, errno ?? EIO, 0)
  }

  #reply(unique: bigint, errno: number, bytes: number): void {
    if (!this.#poll) return
    this.#out.writeUInt32LE(replyHeaderBytes + bytes, 0)
    this.#out.writeInt32LE(-errno, 4)
    this.#out.writeBigUInt64LE(unique, 8)
    if (Number(libc.write(this.#fd, this.#out, replyHeaderBytes + bytes)) >= 0) return
    // Who asked was killed meanwhile.
    if (lastErrno() !== ENOENT) this.#notice(`the mount could not be answered: ${errnoName(lastErrno())}`)
  }
}
