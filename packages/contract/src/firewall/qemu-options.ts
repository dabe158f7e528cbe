import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, digest, limit, node, since, start, until, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'
import { guestFirewallOptions } from './guest-options.ts'

export const firewallQemuOptions = {
  log: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/log',
    description: 'Read the firewall log of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      vmid,
      limit: optional(limit),
      since: optional(since),
      start: optional(described(start, { description: 'First line, from 0.' })),
      until: optional(until),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/options',
    description: 'Show the firewall options of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    parameters: { node, vmid },
    returns: object({
      dhcp: optional(boolean({ default: false })),
      enable: optional(boolean({ default: false })),
      ipfilter: optional(boolean()),
      log_level_in: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      log_level_out: optional(string({ enum: ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] })),
      macfilter: optional(boolean({ default: true })),
      ndp: optional(boolean({ default: true })),
      policy_in: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
      policy_out: optional(string({ enum: ['ACCEPT', 'REJECT', 'DROP'] })),
      radv: optional(boolean()),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/firewall/options',
    description: 'Change the firewall options of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, delete: optional(deletedKeys), digest: optional(digest), ...guestFirewallOptions },
  }),
  references: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/refs',
    description: 'List what rules may name: aliases and IP sets.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid, type: optional(string({ description: 'Type.', enum: ['alias', 'ipset'] })) },
    returns: array(
      object({ comment: optional(string()), name: string(), ref: string(), scope: string(), type: string({ enum: ['alias', 'ipset'] }) }),
    ),
  }),
}
