import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, snapname, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const qemuSnapshots = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/snapshot',
    description: 'GET /nodes/{node}/qemu/{vmid}/snapshot',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid },
    returns: array(object({ name: string(), parent: optional(string()), snaptime: optional(integer()), vmstate: optional(boolean()) })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/snapshot',
    description: 'POST /nodes/{node}/qemu/{vmid}/snapshot',
    permission: needs('/vms/{vmid}', 'VM.Snapshot'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmsnapshot', id: 'vmid' },
    queue: 'vmid',
    parameters: { node, vmid, description: optional(string()), snapname, vmstate: optional(boolean()) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}',
    description: 'DELETE /nodes/{node}/qemu/{vmid}/snapshot/{snapname}',
    permission: needs('/vms/{vmid}', 'VM.Snapshot'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmdelsnapshot', id: 'vmid' },
    queue: 'vmid',
    parameters: { node, vmid, snapname, force: optional(boolean()) },
  }),
  config: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config',
    description: 'GET /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config',
    permission: needsAny('/vms/{vmid}', 'VM.Snapshot', 'VM.Snapshot.Rollback', 'VM.Audit'),
    proxy: 'node',
    parameters: { node, vmid, snapname },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config',
    description: 'PUT /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config',
    permission: needs('/vms/{vmid}', 'VM.Snapshot'),
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: { node, vmid, snapname, description: optional(string()) },
  }),
  rollback: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback',
    description: 'POST /nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback',
    permission: needsAny('/vms/{vmid}', 'VM.Snapshot', 'VM.Snapshot.Rollback'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmrollback', id: 'vmid' },
    queue: 'vmid',
    parameters: { node, vmid, snapname, start: optional(boolean({ default: false })) },
  }),
}
