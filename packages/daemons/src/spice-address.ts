import { createServer } from 'node:net'
import { Failure } from '@quorate/schema/failure'
import type { Address } from './options.ts'

const usual = { web: 8006, spice: 3128 }

/**
 * Where the proxy for SPICE listens when nobody said: at the port that clients know beside a web server at the port that
 * they know; a copy beside that takes any free one, which clients are told with each console.
 */
export async function spiceAddress({ host, port }: Address): Promise<Address> {
  return { host, port: port === usual.web ? usual.spice : await freePort(host) }
}

function freePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const probe = createServer()
  probe.once('error', cause => reject(new Failure(`cannot listen on ${host}`, { cause })))
  probe.listen(0, host, () => {
    const address = probe.address()
    probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
  return promise
}
