import { basename } from 'node:path'
import { openOffline } from '@quorate/cluster/offline'
import { rootAt } from '@quorate/host/root'
import { Failure } from '@quorate/schema/failure'
import { createProxy } from '@quorate/server/proxy/create-proxy'
import { webCertificate } from './certificates.ts'
import { runProcess } from './process.ts'
import { daemonSockets } from './sockets.ts'

await runProcess('proxy', async (options, notice) => {
  const root = rootAt(options.root, options.node)
  const config = openOffline(root)
  const certificate = webCertificate(config, root.node)
  config.close()
  if (!certificate) throw new Failure(`there is no TLS certificate for node ${root.node} in the config store yet`)
  // The root may lie in a folder that the unprivileged user cannot pass through; its working directory stays open to it.
  process.chdir(root.run)
  const daemonSocket = basename(daemonSockets(root).public)
  const proxy = await createProxy({ listen: options.listen, daemonSocket, certificate, notice })
  return { close: () => proxy.close() }
})
