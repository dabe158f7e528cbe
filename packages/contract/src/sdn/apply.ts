import { boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const sdnApply = {
  apply: endpoint({
    method: 'PUT',
    path: '/cluster/sdn',
    description: 'Apply the SDN configuration on all nodes.',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    task: 'reloadnetworkall',
    parameters: {
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
      'release-lock': optional(boolean({ description: 'Give the lock back when done.', default: true })),
    },
  }),
  dryRun: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dry-run',
    description: 'Show what applying the SDN configuration would change.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: object({ 'frr-diff': optional(string()), 'interfaces-diff': optional(string()) }),
  }),
  releaseLock: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/lock',
    description: 'Give back the lock of the SDN configuration.',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      force: optional(boolean({ description: 'Take the lock of somebody else away.', default: false })),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  lock: endpoint({
    method: 'POST',
    path: '/cluster/sdn/lock',
    description: 'Lock the SDN configuration.',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: { 'allow-pending': optional(boolean({ description: 'Lock even with changes that are not applied.', default: false })) },
    returns: string(),
  }),
  rollback: endpoint({
    method: 'POST',
    path: '/cluster/sdn/rollback',
    description: 'Take back SDN changes that are not applied.',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
      'release-lock': optional(boolean({ description: 'Give the lock back when done.', default: true })),
    },
  }),
}
