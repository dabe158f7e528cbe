/** Two whole products as nodes of one cluster, without corosync: what it would keep the same is written into both trees. */
import { realHost, rootAt } from '@quorate/host'
import { connectStore, type ConnectedStore } from '@quorate/cluster'
import { Product } from './product.ts'

/** What all nodes of a cluster share, and a test needs on both. */
const shared = [
  'authkey.pub',
  'priv/authkey.key',
  'pve-www.key',
  'pve-root-ca.pem',
  'priv/pve-root-ca.key',
  'user.cfg',
  'priv/shadow.cfg',
  'priv/token.cfg',
]
const author = { authid: 'root@pam' }

export const corosyncConf = (nodes: readonly Product[]) => `totem {
  cluster_name: test
  config_version: ${nodes.length}
  version: 2
}
nodelist {
${nodes.map(({ node, host }, at) => `  node {\n    name: ${node}\n    nodeid: ${at + 1}\n    quorum_votes: 1\n    ring0_addr: ${host}\n  }\n`).join('')}}
quorum {
  provider: corosync_votequorum
}
`

export async function storeOf(product: Product): Promise<ConnectedStore> {
  return await connectStore(realHost(rootAt(product.root, product.node), () => undefined).root)
}

/** Puts files of the first node's tree into the second's, and the list of nodes into both. */
export async function joinTrees(first: Product, second: Product): Promise<void> {
  const [from, to] = [await storeOf(first), await storeOf(second)]
  try {
    for (const path of shared) {
      const text = from.read(path)?.text
      if (text !== undefined) await to.commit([{ op: 'write', path, text }], author)
    }
    for (const store of [from, to])
      await store.commit([{ op: 'write', path: 'corosync.conf', text: corosyncConf([first, second]) }], author)
  } finally {
    await from.close()
    await to.close()
  }
}

/** Nodes of one cluster listen at the same port, each on an address of its own. */
export async function startTwo(): Promise<{ readonly first: Product; readonly second: Product; destroy(): Promise<void> }> {
  const first = new Product({ node: 'alpha', host: '127.0.0.2' })
  const second = new Product({ node: 'beta', host: '127.0.0.3' })
  await first.start()
  second.port = first.port
  await second.start()
  await joinTrees(first, second)
  for (const product of [first, second]) {
    await product.stop()
    await product.start()
    await product.login()
  }
  return {
    first,
    second,
    async destroy() {
      await first.destroy()
      await second.destroy()
    },
  }
}
