import { addDevice, removeDevice, type ClusterConfig } from '@quorate/cluster/corosync-conf'
import type { Call, ParametersOf } from '@quorate/contract'
import type { clusterMembership } from '@quorate/contract/cluster/membership'
import { findProgram } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ClusterConfigParts } from '../parts.ts'
import { confPath } from '../places.ts'
import { requireCluster } from '../present-cluster.ts'
import { importSigned, newDatabase, requestCertificate } from './device-database.ts'
import { certutil, treeDevice } from './places.ts'

const attempt = 'set up the quorum device'

/** The cluster, when it can have a device. */
async function requireFit({ store, view }: ClusterConfigParts, force: boolean): Promise<ClusterConfig> {
  const cluster = requireCluster(store, attempt)
  if (findProgram(certutil) === undefined)
    throw new Failure(`cannot ${attempt}: corosync-qdevice is not installed - 'apt-get install corosync-qdevice' on every node does it`)
  if (cluster.device) throw new Failure(`cannot ${attempt}: there is one already, at ${cluster.device.host}`)
  const [first] = cluster.nodes
  if (cluster.nodes.some(({ votes }) => votes !== first?.votes) || first?.votes !== 1)
    throw new Failure(`cannot ${attempt}: every node has to have one vote (quorum_votes: 1)`)
  if (cluster.nodes.length % 2 === 1 && !force)
    throw new Failure(
      `cannot ${attempt}: the cluster has ${cluster.nodes.length} nodes, and with an odd number it gets as many votes as all nodes but one, so that without it no node may fail - force does it all the same`,
    )
  if ((await view())?.quorate !== true) throw new Failure(`cannot ${attempt}: no quorum`)
  return cluster
}

/** First half: a request for the device's server to sign. It is valid for the cluster; its key stays here until the second half. */
export async function requestDeviceCertificate(
  parts: ClusterConfigParts,
  { authority, force = false }: ParametersOf<typeof clusterMembership.requestDeviceCertificate>,
): Promise<{ cluster: string; request: string }> {
  const { name } = await requireFit(parts, force)
  await newDatabase(parts.host, authority)
  return { cluster: name, request: await requestCertificate(parts.host, name) }
}

/** Second half, on the same node. The others find what they need in the tree. */
export async function setUpDevice(
  parts: ClusterConfigParts,
  call: Pick<Call, 'caller'>,
  { authority, certificate, host, force = false }: ParametersOf<typeof clusterMembership.addDevice>,
): Promise<void> {
  const { nodes } = await requireFit(parts, force)
  const whole = await importSigned(parts.host, certificate)
  const algorithm = nodes.length % 2 === 0 ? ({ algorithm: 'ffsplit', votes: 1 } as const) : ({ algorithm: 'lms' } as const)
  const conf = parts.store.read(confPath)
  await parts.store.commit(
    [
      { op: 'write', path: treeDevice.authority, text: `${authority}\n` },
      { op: 'write', path: treeDevice.certificate, text: `${whole}\n` },
      { op: 'write', path: confPath, text: addDevice(conf?.text ?? '', { host, ...algorithm }), expect: conf?.revision ?? 0 },
    ],
    { authid: call.caller.authid },
  )
}

export async function takeDeviceAway({ store }: Pick<ClusterConfigParts, 'store'>, call: Pick<Call, 'caller'>): Promise<void> {
  requireCluster(store, 'remove the quorum device')
  const conf = store.read(confPath)
  const present = Object.values(treeDevice).filter(path => store.read(path))
  await store.commit(
    [
      { op: 'write', path: confPath, text: removeDevice(conf?.text ?? ''), expect: conf?.revision ?? 0 },
      ...present.map(path => ({ op: 'remove', path }) as const),
    ],
    { authid: call.caller.authid },
  )
}
