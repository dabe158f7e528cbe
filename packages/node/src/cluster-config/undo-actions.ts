import type { UndoAction } from '@quorate/tasks'
import { restoreCorosyncFiles, restoreFilesAction } from './local-files.ts'
import type { ClusterConfigParts } from './parts.ts'
import { takeBackAtPeer, takeBackAtPeerAction } from './join/take-back-at-peer.ts'
import { confPath, treeKeyPath } from './places.ts'

export const leaveAction = 'cluster.leave'
export const takeConfAction = 'cluster.take-conf-away'

/** How creating and joining a cluster is undone after a failure, an abort or a crash: for the task engine, by name. */
export function clusterUndoActions(
  parts: Pick<ClusterConfigParts, 'host' | 'store' | 'membership' | 'corosync'>,
): Readonly<Record<string, UndoAction>> {
  return {
    /** {aside}: what corosync read before comes back. */
    [restoreFilesAction]: ({ aside }) => restoreCorosyncFiles(parts.host, String(aside)),
    /** {}: a cluster was not made; nothing in the tree may say that there is one. */
    async [takeConfAction]() {
      const present = [confPath, treeKeyPath].filter(path => parts.store.read(path))
      if (present.length > 0) {
        await parts.store.commit(
          present.map(path => ({ op: 'remove', path })),
          { authid: 'root@pam' },
        )
      }
    },
    /** {restore}: alone again; with the tree of before, when the members' was to be taken. */
    async [leaveAction]({ restore }) {
      await parts.membership.leaveCluster({ restore: restore === true })
      parts.corosync?.()
    },
    /** {peer, node, ...}: the cluster was told of this node, which did not come. */
    [takeBackAtPeerAction]: async (args, { log }) => await takeBackAtPeer(args, log),
  }
}
