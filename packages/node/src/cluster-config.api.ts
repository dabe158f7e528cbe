import { totemOf } from '@quorate/cluster/corosync-conf'
import { implement, type Implementation } from '@quorate/contract'
import { clusterConfig } from '@quorate/contract/cluster/config'
import { clusterMembership } from '@quorate/contract/cluster/membership'
import { nodesUpdatecerts } from '@quorate/contract/nodes/updatecerts'
import { addToCluster, removeFromCluster } from './cluster-config/change-nodes.ts'
import { createCluster } from './cluster-config/create-cluster.ts'
import { joinCluster } from './cluster-config/join/join-cluster.ts'
import { joinInformation } from './cluster-config/join-information.ts'
import { joinVersion } from './cluster-config/join-version.ts'
import { leaveCluster } from './cluster-config/leave-cluster.ts'
import type { ClusterConfigParts } from './cluster-config/parts.ts'
import { membershipView } from './cluster-config/membership-view.ts'
import { presentCluster } from './cluster-config/present-cluster.ts'
import { requestDeviceCertificate, setUpDevice, takeDeviceAway } from './cluster-config/qdevice/change-device.ts'
import { deviceStatus } from './cluster-config/qdevice/device-status.ts'

/** Which nodes are a cluster, and how they reach each other. */
export function clusterConfigApi(parts: ClusterConfigParts): Implementation[] {
  const { store } = parts
  return [
    ...implement(clusterConfig, {
      create: (call, parameters) => createCluster(parts, call, parameters),
      apiVersion: () => joinVersion,
      joinInformation: (call, { node }) => joinInformation(parts, node ?? call.node),
      join: (call, parameters) => joinCluster(parts, call, parameters),
      nodes: () =>
        (presentCluster(store)?.nodes ?? []).map(({ name, nodeId, votes, addresses }) => ({
          node: name,
          name,
          nodeid: nodeId,
          quorum_votes: votes,
          ...Object.fromEntries([...addresses].map(([link, address]) => [`ring${link}_addr`, address])),
        })),
      async removeNode(call, { node }) {
        await removeFromCluster(parts, call, node)
        return null
      },
      addNode: (call, parameters) => addToCluster(parts, call, parameters),
      qdevice: () => deviceStatus(parts),
      totem() {
        const cluster = presentCluster(store)
        return cluster ? totemOf(cluster) : {}
      },
    }),
    ...implement(clusterMembership, {
      view: call => membershipView(parts, call.node),
      leave: (call, { force = false }) => leaveCluster(parts, call, force),
      requestDeviceCertificate: (_call, parameters) => requestDeviceCertificate(parts, parameters),
      async addDevice(call, parameters) {
        await setUpDevice(parts, call, parameters)
        return null
      },
      async removeDevice(call) {
        await takeDeviceAway(parts, call)
        return null
      },
    }),
    ...implement(nodesUpdatecerts, {
      async update(_call, { force = false }) {
        await parts.updateCertificates(force)
        return null
      },
    }),
  ]
}
