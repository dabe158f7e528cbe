import { request } from 'node:https'
import type { Lab } from '../packages/testing/src/lab/lab.ts'

// The shape is the method's own; every test knows which one it asked for.
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any

export interface ToldEvent {
  readonly type: string
  readonly id: string
  readonly value: Data
}

/** root@pam at the web server of one node of a lab. */
export class LabNode {
  readonly name: string
  readonly #url: string
  #cookie = ''
  #csrf = ''

  private constructor(lab: Lab, node: number) {
    this.name = lab.name(node)
    this.#url = `${lab.url(node)}/api2/json`
  }

  static async login(lab: Lab, node: number): Promise<LabNode> {
    const there = new LabNode(lab, node)
    const { ticket, CSRFPreventionToken } = await there.ok('POST', '/access/ticket', { username: 'root@pam', password: lab.password })
    there.#cookie = `PVEAuthCookie=${encodeURIComponent(ticket)}`
    there.#csrf = CSRFPreventionToken
    return there
  }

  /** The answer's data; fails unless the status is 200. */
  async ok(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<Data> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    return await new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.#url}${path}`,
        {
          method,
          rejectUnauthorized: false,
          headers: {
            cookie: this.#cookie,
            CSRFPreventionToken: this.#csrf,
            ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        answer => {
          let received = ''
          answer.setEncoding('utf8').on('data', chunk => (received += chunk))
          answer.on('end', () => {
            if (answer.statusCode === 200) resolve(JSON.parse(received).data)
            else reject(new Error(`${this.name}: ${method} ${path}: ${answer.statusCode} ${answer.statusMessage} ${received}`))
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(text)
    })
  }

  /** Events from now on. Resolves when the stream has begun. */
  async follow(): Promise<{ readonly told: readonly ToldEvent[] } & Disposable> {
    const told: ToldEvent[] = []
    const begun = Promise.withResolvers<void>()
    const outgoing = request(`${this.#url}/cluster/events`, { rejectUnauthorized: false, headers: { cookie: this.#cookie } }, answer => {
      let rest = ''
      answer.setEncoding('utf8').on('data', chunk => {
        const blocks = (rest + chunk).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const type = /^event: (.*)$/m.exec(block)?.[1]
          const data = /^data: (.*)$/m.exec(block)?.[1]
          if (type === undefined || data === undefined) continue
          told.push({ type, ...JSON.parse(data) })
          begun.resolve()
        }
      })
    })
    outgoing.on('error', error => begun.reject(error))
    outgoing.end()
    await begun.promise
    return { told, [Symbol.dispose]: () => void outgoing.destroy() }
  }
}
