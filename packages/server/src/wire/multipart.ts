import { Failure } from '@quorate/schema/failure'

export interface PartHead {
  readonly name: string
  /** Present: the part is a file. As the client sent it. */
  readonly filename?: string
}

export type MultipartEvent =
  | { readonly kind: 'part'; readonly head: PartHead }
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'part-end' }

const longestHead = 8192
const headEnd = Buffer.from('\r\n\r\n')

const broken = (what: string) => new Failure(`the multipart body is damaged: ${what}`, { status: 400 })

/** `multipart/form-data; boundary=...`; undefined for another type of body. */
export function multipartBoundary(contentType: string | undefined): string | undefined {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType ?? '')
  return match?.[1] ?? match?.[2]
}

function parameter(disposition: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(disposition)
  return match?.[1]?.replaceAll(/\\(["\\])/g, '$1') ?? match?.[2]
}

function readHead(text: string): PartHead {
  const disposition = text.split('\r\n').find(line => /^content-disposition\s*:/i.test(line))
  const name = disposition && parameter(disposition, 'name')
  if (!disposition || name === undefined) throw broken('a part has no name')
  const filename = parameter(disposition, 'filename')
  return filename === undefined ? { name } : { name, filename }
}

/** Takes a multipart/form-data body apart, chunk by chunk, in constant memory. */
export class MultipartParser {
  readonly #delimiter: Buffer
  #state: 'preamble' | 'delimiter' | 'head' | 'body' | 'done' = 'preamble'
  /** A first delimiter at the very start of the body looks like all the others. */
  #rest: Buffer = Buffer.from('\r\n')

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  /** True once the closing delimiter was seen: anything less is a body that broke off. */
  get done(): boolean {
    return this.#state === 'done'
  }

  /** Throws a Failure (400) for a damaged body. */
  *push(chunk: Buffer): Generator<MultipartEvent> {
    if (this.#state === 'done') return
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      if (this.#state === 'preamble' || this.#state === 'body') {
        const inBody = this.#state === 'body'
        const at = this.#rest.indexOf(this.#delimiter)
        const safe = at < 0 ? Math.max(0, this.#rest.length - this.#delimiter.length + 1) : at
        if (inBody && safe > 0) yield { kind: 'data', data: this.#rest.subarray(0, safe) }
        this.#rest = this.#rest.subarray(at < 0 ? safe : at + this.#delimiter.length)
        if (at < 0) return
        if (inBody) yield { kind: 'part-end' }
        this.#state = 'delimiter'
      } else if (this.#state === 'delimiter') {
        if (this.#rest.length < 2) return
        const mark = this.#rest.toString('latin1', 0, 2)
        if (mark !== '--' && mark !== '\r\n') throw broken('a delimiter is followed by something else')
        this.#state = mark === '--' ? 'done' : 'head'
        // The line end stays: a part may have no header lines at all.
        if (this.#state === 'done') return
      } else {
        const at = this.#rest.indexOf(headEnd)
        if (at > longestHead || (at < 0 && this.#rest.length > longestHead)) throw broken('the head of a part is too long')
        if (at < 0) return
        yield { kind: 'part', head: readHead(this.#rest.toString('utf8', 0, at)) }
        this.#rest = this.#rest.subarray(at + headEnd.length)
        this.#state = 'body'
        if (this.#rest.length === 0) return
      }
    }
  }
}
