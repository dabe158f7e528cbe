import { join } from 'node:path'
import { nodeStandings } from '@quorate/cluster'
import { allEndpoints } from '@quorate/contract'
import { rootAt } from '@quorate/host'
import { apiVersion } from '@quorate/node'
import { connectSpice } from '@quorate/qemu'
import { createDispatcher, proxyAccount, serveHttp } from '@quorate/server'
import { connectRunner, TaskReader, tasksApi } from '@quorate/tasks'
import { peerCredentials, watchCertificates } from './certificates.ts'
import { clusterPeers, ownAddresses } from './cluster-peers.ts'
import { confOfPeers } from './conf-of-peers.ts'
import { ensureCertificates } from './ensure-certificates.ts'
import { implementations } from './implementations.ts'
import { runProcess } from './process.ts'
import { composeServices } from './services.ts'
import { daemonSockets } from './sockets.ts'

await runProcess('daemon', async (options, notice, tell) => {
  const root = rootAt(options.root, options.node)
  const runner = connectRunner(root)
  const services = await composeServices('daemon', options, notice, (call, type, id, line) =>
    runner.note({ type, id, authid: call.caller.authid, ...(line !== undefined && { line }) }),
  )
  const { host, store, access } = services
  await ensureCertificates(store, host, ownAddresses(store, root.node), notice)
  const nodes = () => nodeStandings(store.hub, root.node, Math.floor(host.now() / 1000))
  const dispatcher = createDispatcher({
    specs: await allEndpoints(),
    implementations: [...implementations(services), ...tasksApi({ reader: new TaskReader(root), runner, hub: store.hub, nodes })],
    node: root.node,
    authorizer: access.authorizer,
    runner,
    onBug: (error, key) => notice(`${key}: ${error instanceof Error ? error.stack : String(error)}`),
  })
  const sockets = daemonSockets(root)
  const account = process.getuid?.() === 0 ? proxyAccount() : undefined
  const owner = account ? { uid: account.uid, gid: account.gid } : {}
  const server = await serveHttp({
    dispatcher,
    authenticator: access.authenticator,
    trusted: { path: sockets.trusted, mode: 0o600 },
    public: { path: sockets.public, mode: 0o600, ...owner },
    version: apiVersion.version,
    tunnel: target => connectSpice(services.qemu, target),
    peers: {
      node: root.node,
      peers: clusterPeers(store, store.hub, root.node, options.listen.port),
      trust: access.peerTrust,
      credentials: () => peerCredentials(store, root.node),
      socket: { path: sockets.peer, mode: 0o600, ...owner },
      open: { [confOfPeers]: () => store.read('corosync.conf')?.text },
    },
    spool: join(root.path, 'var/tmp/quorate-uploads'),
    notice,
  })
  const certificates = watchCertificates(store, root.node, () => tell({ type: 'restart', process: 'proxy' }))
  return {
    async close() {
      certificates[Symbol.dispose]()
      await server.close()
      runner.close()
      services.others[Symbol.dispose]()
      await store.close()
    },
  }
})
