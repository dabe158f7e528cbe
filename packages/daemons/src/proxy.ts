import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openOffline } from '@quorate/cluster/offline'
import { rootAt } from '@quorate/host/root'
import { Failure } from '@quorate/schema/failure'
import { createProxy } from '@quorate/server/proxy/create-proxy'
import { createSpiceProxy } from '@quorate/server/proxy/create-spice-proxy'
import { nodeCertificate, peerCredentials, webCertificate } from './certificates.ts'
import { runProcess } from './process.ts'
import { daemonSockets } from './sockets.ts'

/** The web interface, where it was built. */
const webInterface = join(import.meta.dirname, '../../web/dist')

await runProcess('proxy', async (options, notice) => {
  const root = rootAt(options.root, options.node)
  const config = openOffline(root)
  const certificate = webCertificate(config, root.node)
  const own = nodeCertificate(config, root.node)
  const credentials = peerCredentials(config, root.node)
  config.close()
  if (!certificate) throw new Failure(`there is no TLS certificate for node ${root.node} in the config store yet`)
  // The root may lie in a folder that the unprivileged user cannot pass through; its working directory stays open to it.
  process.chdir(root.run)
  const sockets = daemonSockets(root)
  const daemonSocket = basename(sockets.public)
  const spice =
    options.spiceListen && own && (await createSpiceProxy({ listen: options.spiceListen, daemonSocket, certificate: own, notice }))
  // It gives up the process's rights when it listens, and so comes last.
  const proxy = await createProxy({
    listen: options.listen,
    daemonSocket,
    certificate,
    ...(credentials && { peers: { credentials, daemonSocket: basename(sockets.peer) } }),
    staticFolders: existsSync(webInterface) ? [webInterface] : [],
    notice,
  })
  return {
    async close() {
      await Promise.all([proxy.close(), spice?.close()])
    },
  }
})
