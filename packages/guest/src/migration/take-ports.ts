import { createServer } from 'node:net'
import { Failure } from '@quorate/schema'

/** What firewalls of such clusters let through. */
const first = 60_000
const last = 60_050

const taken = new Set<number>()

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}

/** Ports of this machine's address that nobody listens at and that nobody else in this process is given until the answer is disposed of. */
export async function takePorts(host: string, count: number): Promise<Disposable & { readonly ports: readonly number[] }> {
  const ports: number[] = []
  const release = () => {
    for (const port of ports) taken.delete(port)
  }
  for (let port = first; port <= last && ports.length < count; port++) {
    if (taken.has(port)) continue
    taken.add(port)
    if (await isFree(host, port)) ports.push(port)
    else taken.delete(port)
  }
  if (ports.length === count) return { ports, [Symbol.dispose]: release }
  release()
  throw new Failure(
    `all ports for migrations (${first} to ${last}) of ${host} are in use: wait for other migrations, or look who listens there`,
  )
}
