import { boolean, optional, string } from '@quorate/schema'
import { endpoint, rootOnly } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const qemuMonitor = {
  monitor: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/monitor',
    description: 'POST /nodes/{node}/qemu/{vmid}/monitor',
    permission: needsAny('/vms/{vmid}', 'Sys.Audit', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, command: string() },
    returns: string(),
  }),
  sendKey: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/sendkey',
    description: 'PUT /nodes/{node}/qemu/{vmid}/sendkey',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, key: string(), skiplock: rootOnly(optional(boolean())) },
  }),
}
