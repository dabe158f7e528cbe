import type { IncomingMessage } from 'node:http'
import type { UploadedFile } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { MultipartParser, type PartHead } from '../wire/multipart.ts'
import { noParameters, type RawParameters } from '../wire/raw-parameters.ts'
import type { Spool, SpoolFile } from './spool.ts'
import { uploadName } from './upload-name.ts'

export interface ReceivedUpload {
  /** The fields; the file's name stands under the name of its own field. */
  readonly raw: RawParameters
  readonly file: UploadedFile | undefined
  /** Removes the file, unless it was moved away. */
  discard(): Promise<void>
}

/** milliseconds without a byte after which a sender is given up */
const idleMs = 120_000
const fieldLimit = 64 * 1024

const refused = (text: string) => new Failure(text, { status: 400 })

/** Collects the parts of one upload. */
class Receiver {
  readonly raw = noParameters()
  readonly #spool: Spool
  #head: PartHead | undefined
  #field: Buffer[] = []
  #fieldBytes = 0
  file: SpoolFile | undefined
  filename = ''

  constructor(spool: Spool) {
    this.#spool = spool
  }

  async part(head: PartHead): Promise<void> {
    this.#head = head
    this.#field = []
    if (head.filename === undefined) return
    if (this.file) throw refused('an upload carries exactly one file')
    this.filename = uploadName(head.filename)
    if (this.filename === '') throw refused(`'${head.filename}' is no file name`)
    this.raw[head.name] = this.filename
    this.file = await this.#spool.begin()
  }

  async data(data: Buffer): Promise<void> {
    if (this.#head?.filename !== undefined) return await this.file?.write(data)
    this.#fieldBytes += data.length
    if (this.#fieldBytes > fieldLimit) throw new Failure('the fields of the upload are too large', { status: 413 })
    this.#field.push(data)
  }

  partEnd(): void {
    if (this.#head && this.#head.filename === undefined) this.raw[this.#head.name] = Buffer.concat(this.#field).toString('utf8')
  }
}

/** Streams a multipart body into the spool. Leaves nothing behind when it fails. */
export async function receiveUpload(request: IncomingMessage, boundary: string, spool: Spool): Promise<ReceivedUpload> {
  const announced = request.headers['content-length']
  if (announced !== undefined) await spool.reserve(Number(announced))
  const parser = new MultipartParser(boundary)
  const receiver = new Receiver(spool)
  const idle = setTimeout(() => request.destroy(new Error(`no byte for ${idleMs / 1000} s`)), idleMs)
  try {
    // Not destroyed when refused midway: the client is to read why.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      idle.refresh()
      for (const event of parser.push(chunk)) {
        if (event.kind === 'part') await receiver.part(event.head)
        else if (event.kind === 'data') await receiver.data(event.data)
        else receiver.partEnd()
      }
    }
    if (!parser.done) throw refused('the upload ended before its closing delimiter')
    await receiver.file?.keep()
  } catch (error) {
    await receiver.file?.discard()
    throw error instanceof Failure ? error : new Failure('the upload broke off', { status: 400, cause: error })
  } finally {
    clearTimeout(idle)
  }
  const { file, filename, raw } = receiver
  return {
    raw,
    file: file && { path: file.path, filename, size: file.size },
    discard: async () => await file?.discard(),
  }
}
