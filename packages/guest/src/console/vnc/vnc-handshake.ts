import { randomBytes } from 'node:crypto'
import type { ByteQueue } from './byte-queue.ts'
import { refusal, versionOf, vncVersion } from './server-texts.ts'
import { answersRightly, challengeLength } from './vnc-password.ts'

const vncAuthentication = 2
const accepted = Buffer.alloc(4)

type Step = 'version' | 'security' | 'answer' | 'init' | 'done'

/** The beginning of a connection: version, password, the client's wish to share, which it is taken for granted to have. */
export class VncHandshake {
  readonly #password: string
  readonly #challenge = randomBytes(challengeLength)
  #step: Step = 'version'
  #minor = 8

  constructor(password: string) {
    this.#password = password
  }

  get greeting(): Buffer {
    return Buffer.from(vncVersion)
  }

  get done(): boolean {
    return this.#step === 'done'
  }

  /** What is to be sent; undefined: more has to come in first. Throws when the client is refused, with the answer to it where there is one. */
  next(queue: ByteQueue): Buffer | undefined {
    switch (this.#step) {
      case 'version':
        return this.#onVersion(queue.take(vncVersion.length))
      case 'security': {
        const type = queue.take(1)?.[0]
        if (type === undefined) return undefined
        if (type !== vncAuthentication) throw new RefusedClient('the VNC client chose no authentication that was offered')
        this.#step = 'answer'
        return this.#challenge
      }
      case 'answer':
        return this.#onAnswer(queue.take(challengeLength))
      case 'init':
        if (!queue.take(1)) return undefined
        this.#step = 'done'
        return Buffer.alloc(0)
      default:
        return undefined
    }
  }

  #onVersion(bytes: Buffer | undefined): Buffer | undefined {
    if (!bytes) return undefined
    const minor = versionOf(bytes)
    if (minor === undefined) throw new RefusedClient('the VNC client speaks another protocol')
    this.#minor = minor
    // Before 3.7 the server chooses.
    this.#step = minor < 7 ? 'answer' : 'security'
    return minor < 7 ? Buffer.concat([Buffer.from([0, 0, 0, vncAuthentication]), this.#challenge]) : Buffer.from([1, vncAuthentication])
  }

  #onAnswer(answer: Buffer | undefined): Buffer | undefined {
    if (!answer) return undefined
    if (!answersRightly(this.#challenge, this.#password, answer)) {
      const said = refusal('wrong password')
      throw new RefusedClient('the VNC client gave a wrong password', this.#minor < 8 ? said.subarray(0, 4) : said)
    }
    this.#step = 'init'
    return accepted
  }
}

/** A client that cannot be served. */
export class RefusedClient extends Error {
  /** Sent to it first. */
  readonly answer: Buffer | undefined

  constructor(message: string, answer?: Buffer) {
    super(message)
    this.answer = answer
  }
}
