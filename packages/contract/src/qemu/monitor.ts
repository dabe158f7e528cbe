import { boolean, optional, string } from '@quorate/schema'
import { endpoint, rootOnly } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const qemuMonitor = {
  monitor: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/monitor',
    description: 'Run a command of the QEMU monitor.',
    permission: needsAny('/vms/{vmid}', 'Sys.Audit', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, command: string({ description: 'Command of the monitor.' }) },
    returns: string(),
  }),
  sendKey: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/sendkey',
    description: 'Press a key.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    cli: 'qm sendkey <vmid> <key>',
    parameters: {
      node,
      vmid,
      key: string({ description: 'Key, as QEMU names it: ctrl-alt-delete.' }),
      skiplock: rootOnly(optional(boolean({ description: 'Ignore the lock of the guest.' }))),
    },
  }),
}
