import { join } from 'node:path'
import type { Call, TaskWork } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { readers, type ClusterConfigParts } from './parts.ts'
import { confPath, localConf, localKey, treeKeyPath } from './places.ts'
import { isMember } from './member-marker.ts'
import { presentCluster } from './present-cluster.ts'
import { certificatesMarker, deviceFolder, treeDevice } from './qdevice/places.ts'

/** Goes on alone with the tree as it is: the other half of removing a node, and the end of a cluster. May be called again when it was cut short. */
export async function leaveCluster(parts: ClusterConfigParts, call: Pick<Call, 'caller'>, force: boolean): Promise<TaskWork> {
  const { host, store, membership } = parts
  const cluster = presentCluster(store)
  const member = await isMember(host)
  if (!cluster && !member) throw new Failure('cannot leave the cluster: this node is in none')
  const others = [...((await parts.view())?.online ?? [])].length - 1
  if (member && others > 0 && !force) {
    throw new Failure(
      `cannot leave the cluster: ${others} other node(s) are in contact with this one and count on it - shut this node down, run 'pvecm delnode ${host.root.node}' on another, and separate it when it runs again; force does it all the same`,
    )
  }
  return async task => {
    task.log('this node goes on alone')
    await membership.leaveCluster()
    parts.corosync?.()
    const gone = [confPath, treeKeyPath, ...Object.values(treeDevice)].filter(path => store.read(path))
    if (gone.length > 0) {
      await store.commit(
        gone.map(path => ({ op: 'remove', path })),
        { authid: call.caller.authid, upid: task.upid },
      )
    }
    for (const path of [localConf, localKey]) await host.files.remove(path)
    await host.files.removeTree(deviceFolder)
    await host.files.remove(join(host.root.state, certificatesMarker))
    for (const name of store.list('nodes').filter(other => other !== host.root.node))
      task.log(`the configuration of node '${name}' and its guests is still here, below /etc/pve/nodes/${name}: it may be removed`)
    task.log('storage that this node shares with its former cluster has to be given up before guests are started on both sides')
    parts.restartAfter?.(task.upid, readers)
  }
}
