/** One HTTPS request as it goes over the wire, and all of the answer. */
import type { IncomingHttpHeaders } from 'node:http'
import { request, type Agent } from 'node:https'
import type { Product } from '../../product.ts'

export interface RawAnswer {
  readonly status: number
  readonly reason: string
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
  // Every test knows what it asked for.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
}

export interface RawRequest {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  readonly agent?: Agent
}

export const form = { 'content-type': 'application/x-www-form-urlencoded' }
export const json = { 'content-type': 'application/json' }

/** `path` from the root of the server: `/api2/json/version`. Sends no credentials of its own. */
export function send(product: Product, method: string, path: string, { headers = {}, body, agent }: RawRequest = {}): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const options = { method, rejectUnauthorized: false, agent: agent ?? false, headers: { ...length, ...headers } } as const
    const outgoing = request(`${product.url}${path}`, options, response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk)).on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const text = bytes.toString()
        const parsed: unknown = text.startsWith('{') ? JSON.parse(text) : undefined
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? '',
          headers: response.headers,
          bytes,
          text,
          json: parsed,
        })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Headers of a new API token of root@pam with all its rights. */
export async function rootToken(product: Product, name: string): Promise<{ authorization: string }> {
  const { value } = await product.ok('POST', `/access/users/root@pam/token/${name}`, { privsep: 0 })
  return { authorization: `PVEAPIToken=root@pam!${name}=${value}` }
}
