/**
 * Finds the ends of messages in what a SPICE server sends. Clients wait for bytes on their connection before each
 * message and do not look whether TLS has some left: a TLS record must never hold more than one message.
 *
 * Both sides begin with a header (`REDQ`, version, size) and a body that names their capabilities; the server adds a
 * result of 4 bytes. From then on each message has a header with its size: a short one when both sides can.
 */
const linkHeaderBytes = 16
const linkSizeAt = 12
const longestLink = 4096
const resultBytes = 4
/** Where the numbers of capabilities, and the place of the list, stand in the body. */
const countsOfClient = 6
const countsOfServer = 166
const miniHeaderBit = 1 << 3

interface Header {
  readonly bytes: number
  readonly sizeAt: number
}
const miniHeader: Header = { bytes: 6, sizeAt: 2 }
const longHeader: Header = { bytes: 18, sizeAt: 10 }

/** Header and body of one side's greeting, as they come in. */
class Greeting {
  readonly #countsAt: number
  #bytes = Buffer.alloc(0)

  constructor(countsAt: number) {
    this.#countsAt = countsAt
  }

  /** How many bytes of the chunk belong to it. Throws when it is no greeting. */
  take(chunk: Buffer): number {
    const before = this.#bytes.length
    this.#bytes = Buffer.concat([this.#bytes, chunk.subarray(0, longestLink)])
    if (this.#bytes.length >= linkHeaderBytes) {
      const size = this.#bytes.readUInt32LE(linkSizeAt)
      if (this.#bytes.toString('latin1', 0, 4) !== 'REDQ' || size > longestLink) throw new Error('this is not SPICE')
      this.#bytes = this.#bytes.subarray(0, linkHeaderBytes + size)
    }
    return this.#bytes.length - before
  }

  get complete(): boolean {
    return this.#bytes.length >= linkHeaderBytes && this.#bytes.length === linkHeaderBytes + this.#bytes.readUInt32LE(linkSizeAt)
  }

  get shortHeaders(): boolean {
    const body = this.#bytes.subarray(linkHeaderBytes)
    if (body.length < this.#countsAt + 12 || body.readUInt32LE(this.#countsAt) === 0) return false
    const at = body.readUInt32LE(this.#countsAt + 8)
    return at + 4 <= body.length && (body.readUInt32LE(at) & miniHeaderBit) !== 0
  }
}

/** One connection of a client, seen from between the two. */
export class SpiceRecords {
  readonly #client = new Greeting(countsOfClient)
  readonly #server = new Greeting(countsOfServer)
  #resultLeft = resultBytes
  #header: Header | undefined
  readonly #head = Buffer.alloc(longHeader.bytes)
  #headFilled = 0
  #bodyLeft = 0

  /** Looks at what the client sends; it need not be kept back. */
  fromClient(chunk: Buffer): void {
    if (!this.#client.complete) this.#client.take(chunk)
  }

  /** Splits what the server sends so that no part reaches beyond the end of a message. Throws when it is not SPICE. */
  fromServer(chunk: Buffer): Buffer[] {
    const parts: Buffer[] = []
    let begin = 0
    let at = 0
    while (at < chunk.length) {
      at += this.#take(chunk.subarray(at))
      if (!this.#atEnd()) continue
      parts.push(chunk.subarray(begin, at))
      begin = at
    }
    if (begin < chunk.length) parts.push(chunk.subarray(begin))
    return parts
  }

  /** Is what was taken last the end of something? */
  #atEnd(): boolean {
    if (this.#header) return this.#headFilled === this.#header.bytes && this.#bodyLeft === 0
    return this.#server.complete && (this.#resultLeft === resultBytes || this.#resultLeft === 0)
  }

  /** Takes some of the bytes and answers how many. */
  #take(chunk: Buffer): number {
    if (!this.#server.complete) return this.#server.take(chunk)
    if (this.#resultLeft > 0) {
      const taken = Math.min(this.#resultLeft, chunk.length)
      this.#resultLeft -= taken
      return taken
    }
    this.#header ??= this.#client.shortHeaders && this.#server.shortHeaders ? miniHeader : longHeader
    const { bytes, sizeAt } = this.#header
    if (this.#bodyLeft === 0 && this.#headFilled === bytes) this.#headFilled = 0
    if (this.#headFilled === bytes) {
      const taken = Math.min(this.#bodyLeft, chunk.length)
      this.#bodyLeft -= taken
      return taken
    }
    const taken = chunk.copy(this.#head, this.#headFilled, 0, Math.min(chunk.length, bytes - this.#headFilled))
    this.#headFilled += taken
    if (this.#headFilled === bytes) this.#bodyLeft = this.#head.readUInt32LE(sizeAt)
    return taken
  }
}
