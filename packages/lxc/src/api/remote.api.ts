import { implement, type Implementation } from '@quorate/contract'
import { lxcMigration } from '@quorate/contract/lxc/migration'
import { bridgeMap, checkTunnel, connectTunnel, copyRate, openTunnel, RemoteCluster, remoteEndpointOf, storageMap } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import type { IncomingRequest } from '../migration/wire.ts'
import { checkIncoming } from '../remote/incoming/check-incoming.ts'
import { readRequest } from '../remote/incoming/read-request.ts'
import { receiveRemoteContainer } from '../remote/incoming/receive-container.ts'
import { checkHere, type RemoteOptions } from '../remote/outgoing/check-here.ts'
import { remoteMigrateContainer } from '../remote/outgoing/migrate-container.ts'
import type { LxcServices } from '../services.ts'

const usualTimeoutSeconds = 180

/** Moving containers to other clusters, at either end. */
export function lxcRemoteApi(services: LxcServices): Implementation[] {
  const { tunnel, tunnelWebSocket, remoteMigrate } = lxcMigration
  return implement(
    { tunnel, tunnelWebSocket, remoteMigrate },
    {
      async tunnel(call, { vmid, storages, bridges }) {
        checkTunnel(call, { storages, bridges })
        return await openTunnel<IncomingRequest>(services, call, vmid, {
          kind: 'lxc',
          task: 'vztunnel',
          content: 'rootdir',
          read: readRequest,
          check: (who, id, request) => checkIncoming(services, who, id, request),
          receive: arrival => receiveRemoteContainer(services, arrival),
        })
      },

      async tunnelWebSocket(call, { vmid, socket, ticket }) {
        return await connectTunnel(services, call, { kind: 'lxc', vmid, socket, ticket })
      },

      async remoteMigrate(call, parameters) {
        const { vmid, restart = false, timeout = usualTimeoutSeconds, bwlimit } = parameters
        const endpoint = remoteEndpointOf(parameters['target-endpoint'])
        const asked: RemoteOptions = {
          targetVmid: parameters['target-vmid'] ?? vmid,
          restart,
          timeout: Math.max(0, timeout),
          remove: parameters.delete ?? false,
          storage: storageMap(parameters['target-storage'], 'target-storage'),
          bridge: bridgeMap(parameters['target-bridge'], 'target-bridge'),
        }
        const { plan } = await checkHere(services, vmid, asked)
        const from = [...new Set(plan.moves.map(({ volid }) => storageOf(volid)))]
        const rateMBps = copyRate(services, call, 'migration', from, bwlimit)
        // Reached, and with a token that is valid: what it may is asked for by the task.
        await new RemoteCluster(endpoint).call('GET', '/version', {}, call.signal)
        return task => remoteMigrateContainer(services, task, vmid, endpoint, { ...asked, ...(rateMBps === undefined ? {} : { rateMBps }) })
      },
    },
  )
}
