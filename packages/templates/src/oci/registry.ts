import type { IncomingMessage } from 'node:http'
import { Failure } from '@quorate/schema'
import { httpGet, readJson, readUrl, shownUrl } from '@quorate/storage'
import { fetchBytes } from '../fetch/fetch-bytes.ts'
import { readBody } from '../fetch/read-body.ts'
import { readChallenge } from './auth-challenge.ts'
import type { ImageReference } from './image-reference.ts'

const longestToken = 64 << 10

/** One repository of a registry, read as anybody may. */
export class Registry {
  readonly reference: ImageReference
  readonly #signal: AbortSignal
  #token: string | undefined

  constructor(reference: ImageReference, signal: AbortSignal) {
    this.reference = reference
    this.#signal = signal
  }

  /** Address of something in the repository: `tags/list`. */
  url(path: string): URL {
    const { registry, repository } = this.reference
    return new URL(`${registry}/v2/${repository}/${path}`)
  }

  /** The answer to a GET, which the caller reads or destroys. `accept`: media types. */
  async get(url: URL, accept?: readonly string[]): Promise<IncomingMessage> {
    const first = await this.#request(url, accept)
    if (first.statusCode === 200) return first
    first.destroy()
    // A token may also have expired during a long pull.
    this.#token = await this.#fetchToken(first.headers['www-authenticate'])
    const second = await this.#request(url, accept)
    if (second.statusCode === 200) return second
    second.destroy()
    const { registry, repository } = this.reference
    throw new Failure(`registry '${new URL(registry).host}' does not let everybody read '${repository}', or there is no such repository`)
  }

  /** The same with the whole body of at most that many bytes, and the answer's headers. */
  async read(url: URL, most: number, accept?: readonly string[]): Promise<{ body: Buffer; headers: IncomingMessage['headers'] }> {
    const response = await this.get(url, accept)
    return { body: await readBody(response, shownUrl(url), most, this.#signal), headers: response.headers }
  }

  async #request(url: URL, accept: readonly string[] | undefined): Promise<IncomingMessage> {
    const headers = {
      ...(accept && { Accept: accept.join(', ') }),
      ...(this.#token !== undefined && { Authorization: `Bearer ${this.#token}` }),
    }
    const { response } = await httpGet({
      method: 'GET',
      url: url.href,
      verifyCertificates: true,
      signal: this.#signal,
      idleMs: 30_000,
      headers,
      statuses: [401],
      staySecure: true,
    })
    return response
  }

  async #fetchToken(header: string | undefined): Promise<string> {
    const { registry, repository } = this.reference
    const { host, protocol } = new URL(registry)
    const challenge = readChallenge(header)
    if (!challenge) throw new Failure(`registry '${host}' asks for a password: only images that everybody may read can be pulled`)
    const realm = readUrl(challenge.realm)
    if (protocol === 'https:' && realm.protocol !== 'https:') {
      throw new Failure(`registry '${host}' gives out its tokens at '${shownUrl(realm)}', which is not encrypted`)
    }
    if (challenge.service !== undefined) realm.searchParams.set('service', challenge.service)
    realm.searchParams.set('scope', `repository:${repository}:pull`)
    const { token, access_token: other } = readJson(`token of registry '${host}'`, await fetchBytes(realm.href, longestToken, this.#signal))
    const found = token ?? other
    if (typeof found !== 'string' || !/^[\w.~+/=-]+$/.test(found)) throw new Failure(`registry '${host}' gave no token`)
    return found
  }
}
