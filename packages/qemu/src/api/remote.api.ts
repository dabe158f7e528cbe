import { connect, type Socket } from 'node:net'
import { implement, type Implementation } from '@quorate/contract'
import { qemuMigration } from '@quorate/contract/qemu/migration'
import { bridgeMap, checkBridge, copyRate, RemoteCluster, redeemTunnel, remoteEndpointOf, storageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { openTunnel } from '../remote/incoming/open-tunnel.ts'
import { checkHere, type RemoteOptions } from '../remote/outgoing/check-here.ts'
import { remoteMigrateVm } from '../remote/outgoing/migrate-vm.ts'
import type { QemuServices } from '../services.ts'

const listed = (text: string | undefined) => (text ?? '').split(/[\s,;]+/).filter(Boolean)

async function connected(path: string): Promise<Socket> {
  const socket = connect(path)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', error =>
      reject(new Failure('nothing is taken in there: the migration is over, or not that far', { cause: error })),
    )
  })
  return socket
}

/** Moving VMs to other clusters, at either end. */
export function qemuRemoteApi(services: QemuServices): Implementation[] {
  const { tunnel, tunnelWebSocket, remoteMigrate } = qemuMigration
  return implement(
    { tunnel, tunnelWebSocket, remoteMigrate },
    {
      async tunnel(call, { vmid, storages, bridges }) {
        for (const storage of listed(storages)) call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
        for (const bridge of listed(bridges)) checkBridge(call, { bridge })
        return await openTunnel(services, call, vmid)
      },

      async tunnelWebSocket(call, { vmid, socket, ticket }) {
        return await connected(await redeemTunnel(services.host, call.caller.authid, `VM ${vmid}`, socket, ticket))
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
