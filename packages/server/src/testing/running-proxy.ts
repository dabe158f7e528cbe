import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { createAuthority, createCertificate, type KeyPair } from '../certificates.ts'
import { createProxy } from '../proxy/create-proxy.ts'
import type { Proxy, ProxyOptions } from '../proxy/options.ts'
import { readAnswer, type TestAnswer, type TestRequest } from './running-daemon.ts'

/** A certificate authority and a certificate for this machine, made once per test process. */
export const testCertificates: Promise<{ readonly authority: KeyPair; readonly certificate: KeyPair }> = makeCertificates()

async function makeCertificates() {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-server-ca-'))
  try {
    const host = realHost(rootAt(folder, 'pve'), () => undefined)
    const authority = await createAuthority(host, 'test')
    return { authority, certificate: await createCertificate(host, { authority, node: 'pve' }) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface RunningProxy extends AsyncDisposable {
  readonly proxy: Proxy
  readonly port: number
  readonly ca: string
  readonly notices: string[]
  ask(path: string, request?: TestRequest): Promise<TestAnswer>
}

/** The proxy on a free port of this machine, in front of a daemon's public socket. */
export async function startProxy(daemonSocket: string, changes: Partial<ProxyOptions> = {}): Promise<RunningProxy> {
  const { authority, certificate } = await testCertificates
  const notices: string[] = []
  const proxy = await createProxy({
    listen: { host: '127.0.0.1', port: 0 },
    daemonSocket,
    certificate,
    user: false,
    notice: text => notices.push(text),
    ...changes,
  })
  const { port } = proxy
  return {
    proxy,
    port,
    ca: authority.cert,
    notices,
    ask: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise<TestAnswer>((resolve, reject) => {
        const outgoing = request({ host: '127.0.0.1', port, path, method, headers, ca: authority.cert, agent: false }, response =>
          resolve(readAnswer(response)),
        )
        outgoing.on('error', reject)
        outgoing.end(body)
      }),
    [Symbol.asyncDispose]: () => proxy.close(200),
  }
}
