import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'

/** Stands before a server and counts what it sends, encryption and all. */
export class CountingRelay implements Disposable {
  readonly #server: Server
  #bytes = 0

  private constructor(target: number) {
    this.#server = createServer(client => {
      const server = connect(target, '127.0.0.1')
      server.on('data', chunk => (this.#bytes += chunk.length))
      client.pipe(server).pipe(client)
      client.on('error', () => server.destroy())
      server.on('error', () => client.destroy())
    })
  }

  static async before(target: number): Promise<CountingRelay> {
    const relay = new CountingRelay(target)
    relay.#server.listen(0, '127.0.0.1')
    await once(relay.#server, 'listening')
    return relay
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Bytes that the server sent so far. */
  get bytes(): number {
    return this.#bytes
  }

  [Symbol.dispose](): void {
    this.#server.close()
  }
}
