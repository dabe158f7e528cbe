import { implement, type Implementation } from '@quorate/contract'
import { qemuMigration } from '@quorate/contract/qemu/migration'
import { bridgeMap, checkTunnel, connectTunnel, copyRate, openTunnel, RemoteCluster, remoteEndpointOf, storageMap } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import type { IncomingRequest } from '../migration/wire.ts'
import { checkIncoming } from '../remote/incoming/check-incoming.ts'
import { readRequest } from '../remote/incoming/read-request.ts'
import { receiveRemoteVm } from '../remote/incoming/receive-vm.ts'
import { checkHere, type RemoteOptions } from '../remote/outgoing/check-here.ts'
import { remoteMigrateVm } from '../remote/outgoing/migrate-vm.ts'
import type { QemuServices } from '../services.ts'

/** Moving VMs to other clusters, at either end. */
export function qemuRemoteApi(services: QemuServices): Implementation[] {
  const { tunnel, tunnelWebSocket, remoteMigrate } = qemuMigration
  return implement(
    { tunnel, tunnelWebSocket, remoteMigrate },
    {
      async tunnel(call, { vmid, storages, bridges }) {
        checkTunnel(call, { storages, bridges })
        return await openTunnel<IncomingRequest>(services, call, vmid, {
          kind: 'qemu',
          task: 'qmtunnel',
          content: 'images',
          read: readRequest,
          check: (who, id, request) => checkIncoming(services, who, id, request),
          receive: arrival => receiveRemoteVm(services, arrival),
        })
      },

      async tunnelWebSocket(call, { vmid, socket, ticket }) {
        return await connectTunnel(services, call, { kind: 'qemu', vmid, socket, ticket })
      },

      async remoteMigrate(call, parameters) {
        const { vmid, online, bwlimit } = parameters
        const remove = parameters.delete ?? false
        const endpoint = remoteEndpointOf(parameters['target-endpoint'])
        const asked: RemoteOptions = {
          targetVmid: parameters['target-vmid'] ?? vmid,
          online: online ?? false,
          remove,
          storage: storageMap(parameters['target-storage'], 'target-storage'),
          bridge: bridgeMap(parameters['target-bridge'], 'target-bridge'),
        }
        const { plan } = await checkHere(services, vmid, asked)
        const from = [...new Set(plan.moves.map(({ volid }) => storageOf(volid)))]
        const rateMBps = copyRate(services, call, 'migration', from, bwlimit)
        // Reached, and with a token that is valid: what it may is asked for by the task.
        await new RemoteCluster(endpoint).call('GET', '/version', {}, call.signal)
        return task => remoteMigrateVm(services, task, vmid, endpoint, { ...asked, ...(rateMBps === undefined ? {} : { rateMBps }) })
      },
    },
  )
}
