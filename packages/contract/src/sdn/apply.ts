import { boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const sdnApply = {
  apply: endpoint({
    method: 'PUT',
    path: '/cluster/sdn',
    description: 'PUT /cluster/sdn',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    task: 'reloadnetworkall',
    parameters: { 'lock-token': optional(string()), 'release-lock': optional(boolean({ default: true })) },
  }),
  dryRun: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dry-run',
    description: 'GET /cluster/sdn/dry-run',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: object({ 'frr-diff': optional(string()), 'interfaces-diff': optional(string()) }),
  }),
  releaseLock: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/lock',
    description: 'DELETE /cluster/sdn/lock',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: { force: optional(boolean({ default: false })), 'lock-token': optional(string()) },
  }),
  lock: endpoint({
    method: 'POST',
    path: '/cluster/sdn/lock',
    description: 'POST /cluster/sdn/lock',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: { 'allow-pending': optional(boolean({ default: false })) },
    returns: string(),
  }),
  rollback: endpoint({
    method: 'POST',
    path: '/cluster/sdn/rollback',
    description: 'POST /cluster/sdn/rollback',
    permission: needs('/sdn', 'SDN.Allocate'),
    privileged: true,
    parameters: { 'lock-token': optional(string()), 'release-lock': optional(boolean({ default: true })) },
  }),
}
