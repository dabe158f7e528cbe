import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { createCertificate, type KeyPair } from '../certificates.ts'
import type { PeerTrust } from '../peers/peers.ts'
import { sampleDispatcher, startDaemon, type RunningDaemon } from './running-daemon.ts'
import { startProxy, testCertificates, type RunningProxy } from './running-proxy.ts'
import { sampleAuthorizer, sampleImplementations } from './sample-api.ts'

/** Trust by a secret of the test; users are taken as they are stated. */
export function trustBy(secret: string, now: () => number = Date.now): PeerTrust {
  const digest = (text: string, body?: Uint8Array) =>
    createHmac('sha256', secret)
      .update(text)
      .update(body ?? '')
      .digest()
  return {
    sign: (text, body) => digest(text, body).toString('base64url'),
    verify(signature, text, body) {
      const given = Buffer.from(signature, 'base64url')
      const expected = digest(text, body)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
    callerOf: (authid, address) => ({ authid, userid: authid.split('!')[0] ?? '', root: authid === 'root@pam', address }),
    now,
  }
}

export async function nodeCertificate(node: string): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-server-ca-'))
  try {
    const { authority } = await testCertificates
    return await createCertificate(
      realHost(rootAt(folder, node), () => undefined),
      { authority, node },
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface TestNode {
  readonly name: string
  readonly daemon: RunningDaemon
  readonly proxy: RunningProxy
  readonly certificate: KeyPair
  /** What reached the handlers. */
  readonly seen: unknown[]
}

export interface TestCluster extends AsyncDisposable {
  readonly nodes: readonly [TestNode, TestNode]
  /** Nodes that are no member now. */
  readonly offline: Set<string>
  /** Tells the nodes that somebody came or left. */
  changed(): void
}

export interface ClusterOptions {
  /** By the node's name. */
  readonly trust?: (node: string) => PeerTrust
  readonly rights?: Parameters<typeof sampleAuthorizer>[0]
  /** Addresses of the nodes' first links. */
  readonly silent?: readonly string[]
}

/** The sample API on two nodes, `a` and `b`, each a daemon and a proxy, of one cluster. */
export async function startCluster({
  trust = () => trustBy('shared'),
  rights = {},
  silent = [],
}: ClusterOptions = {}): Promise<TestCluster> {
  const { authority } = await testCertificates
  const ports = new Map<string, number>()
  const offline = new Set<string>()
  const listeners = new Set<() => void>()
  const peers = {
    addresses: (node: string) => (ports.has(node) ? [...silent, '127.0.0.1'].map(host => ({ host, port: ports.get(node) ?? 0 })) : []),
    isOnline: (node: string) => !offline.has(node),
    onChange(changed: () => void) {
      listeners.add(changed)
      return { [Symbol.dispose]: () => void listeners.delete(changed) }
    },
  }
  async function start(name: string): Promise<TestNode> {
    const seen: unknown[] = []
    const certificate = await nodeCertificate(name)
    const folder = await mkdtemp(join(tmpdir(), 'quorate-node-'))
    const credentials = { ...certificate, ca: authority.cert }
    const socket = join(folder, 'peer.sock')
    const daemon = await startDaemon(
      {
        dispatcher: sampleDispatcher({ node: name, implementations: sampleImplementations(seen), authorizer: sampleAuthorizer(rights) }),
        peers: { node: name, peers, trust: trust(name), credentials: () => credentials, socket: { path: socket, mode: 0o600 } },
      },
      folder,
    )
    const proxy = await startProxy(daemon.public, { certificate, peers: { credentials, daemonSocket: socket }, daemonWaitMs: 500 })
    ports.set(name, proxy.port)
    return { name, daemon, proxy, certificate, seen }
  }
  const nodes = [await start('a'), await start('b')] as const
  return {
    nodes,
    offline,
    changed: () => listeners.forEach(listener => listener()),
    async [Symbol.asyncDispose]() {
      for (const { daemon, proxy } of nodes) {
        await proxy[Symbol.asyncDispose]()
        await daemon[Symbol.asyncDispose]()
        await rm(daemon.folder, { recursive: true, force: true })
      }
    },
  }
}
