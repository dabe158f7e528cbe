import type { Call, ParametersOf, TaskWork } from '@quorate/contract'
import type { clusterConfig } from '@quorate/contract/cluster/config'
import { createConfig } from '@quorate/cluster/corosync-conf'
import { Failure } from '@quorate/schema'
import { machineAddress } from '../machine/address.ts'
import { newAuthKey } from './auth-key.ts'
import { givenLinks, requireOwnAddresses } from './given-links.ts'
import { replaceCorosyncFiles } from './local-files.ts'
import type { ClusterConfigParts } from './parts.ts'
import { waitFor } from './patience.ts'
import { confPath, treeKeyPath } from './places.ts'
import { reasonsAgainstMembership } from './reasons-here.ts'
import { leaveAction, takeConfAction } from './undo-actions.ts'

/** Begins a cluster with this node as its only member. Its tree stays as it is. */
export async function createCluster(
  parts: ClusterConfigParts,
  call: Pick<Call, 'caller'>,
  parameters: ParametersOf<typeof clusterConfig.create>,
): Promise<TaskWork> {
  const { host, store, membership } = parts
  const { node } = host.root
  const { clustername, nodeid = 1, votes, 'token-coefficient': tokenCoefficient } = parameters
  const attempt = `create cluster '${clustername}'`
  const reasons = await reasonsAgainstMembership(parts)
  if (reasons.length > 0) throw new Failure(`cannot ${attempt}: ${reasons.join('; ')}`)
  const given = givenLinks(parameters)
  const links = given.length > 0 ? given : [{ link: 0, address: machineAddress() }]
  await requireOwnAddresses(links, attempt)
  const self = { name: node, nodeId: nodeid, links, ...(votes !== undefined && { votes }) }
  const conf = createConfig({ name: clustername, node: self, ...(tokenCoefficient !== undefined && { tokenCoefficient }) })
  return async task => {
    const author = { authid: call.caller.authid, upid: task.upid }
    const key = newAuthKey()
    task.log(
      `writing the key and the configuration of corosync: ${links.map(({ link, address }) => `link ${link} at ${address}`).join(', ')}`,
    )
    const replaced = await replaceCorosyncFiles(host, task, conf, key)
    const taken = await task.undo(takeConfAction, {})
    await store.commit(
      [
        { op: 'write', path: confPath, text: conf, expect: 0 },
        { op: 'write', path: treeKeyPath, text: `${key}\n` },
      ],
      author,
    )
    const left = await task.undo(leaveAction, {})
    task.log(`this node becomes the first member of cluster '${clustername}'`)
    await membership.becomeMember({ cluster: clustername, nodeId: nodeid, found: true })
    parts.corosync?.()
    await waitFor(async () => (await parts.view())?.quorate === true, {
      patienceMs: parts.patienceMs,
      signal: task.signal,
      otherwise: 'corosync was started and has no quorum - its reasons are in the system log (journalctl, or /var/log/syslog)',
    })
    await waitFor(() => parts.inStep(), { patienceMs: parts.patienceMs, signal: task.signal, otherwise: 'the tree cannot be written yet' })
    await left.settle()
    await taken.settle()
    await replaced.forget()
    task.log(`cluster '${clustername}' is there; the other nodes join it with 'pvecm add ${links[0]?.address ?? node}'`)
  }
}
