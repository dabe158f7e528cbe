import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { Failure } from '@quorate/schema'
import type { ClusterBench } from './cluster-bench.ts'

function selfSigned(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-peer-'))
  try {
    const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')]
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=peer', ...files], { stdio: 'ignore' })
    return { key: readFileSync(join(folder, 'key'), 'utf8'), cert: readFileSync(join(folder, 'cert'), 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface PeerServer extends AsyncDisposable {
  readonly hostname: string
  readonly fingerprint: string
  /** `POST /cluster/config/nodes/new`, in order; the login too. */
  readonly asked: string[]
  /** seconds that its clock is ahead */
  ahead: number
}

/** A node as its clients see it, with the handlers of this package: TLS, a login with the password `right`, refusals in the reason. */
export async function servePeer(bench: ClusterBench): Promise<PeerServer> {
  const { key, cert } = selfSigned()
  const asked: string[] = []
  const server = createServer({ key, cert }, (request, response) => {
    void (async () => {
      const { method = '', url = '' } = request
      const path = decodeURIComponent(new URL(url, 'https://peer').pathname.replace('/api2/json', ''))
      asked.push(`${method} ${path}`)
      const given = method === 'POST' ? ((await json(request)) as Record<string, unknown>) : {}
      try {
        if (path !== '/access/ticket' && request.headers.authorization !== 'PVEAuthCookie=ticket')
          throw new Failure('No ticket', { status: 401 })
        const data = await answer(method, path, given)
        response.end(JSON.stringify({ data }))
      } catch (error) {
        const { status, message } = error instanceof Failure ? error : { status: 599, message: String(error) }
        response.writeHead(status, message).end('{"data":null}')
      }
    })()
  })
  async function answer(method: string, path: string, given: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (path === '/access/ticket') {
      if (given.password !== 'right') throw new Failure('authentication failure', { status: 401 })
      return { ticket: 'ticket', CSRFPreventionToken: 'csrf' }
    }
    if (path.endsWith('/time')) return { time: Date.now() / 1000 + peer.ahead }
    const node = /^\/cluster\/config\/nodes\/(.+)$/.exec(path)?.[1]
    if (node === undefined) return await bench.call(method, path)
    const links = Object.entries(given).map(([name, value]): [string, unknown] => {
      const [, address, priority] = /^address=([^,]+)(?:,priority=(\d+))?$/.exec(String(value)) ?? []
      return [name, address === undefined ? value : { address, ...(priority !== undefined && { priority: Number(priority) }) }]
    })
    return await bench.call(method, '/cluster/config/nodes/{node}', { ...Object.fromEntries(links), node })
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const peer: PeerServer = {
    hostname: `127.0.0.1:${port}`,
    fingerprint: new X509Certificate(cert).fingerprint256,
    asked,
    ahead: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  return peer
}
