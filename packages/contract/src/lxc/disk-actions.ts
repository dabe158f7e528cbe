import { boolean, number, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { indexed } from '../indexed.ts'
import { node, storageId, targetVmid, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const lxcDiskActions = {
  move: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/move_volume',
    description: 'POST /nodes/{node}/lxc/{vmid}/move_volume',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'move_volume', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      bwlimit: optional(number({ default: 'clone limit from datacenter or storage config', minimum: 0 })),
      delete: optional(boolean({ default: false })),
      digest: optional(string({ maxLength: 40 })),
      storage: optional(storageId),
      'target-digest': optional(string({ maxLength: 40 })),
      'target-vmid': optional(targetVmid),
      'target-volume': optional(string({ enum: ['rootfs', ...indexed('mp', 256), ...indexed('unused', 256)] })),
      volume: string({ enum: ['rootfs', ...indexed('mp', 256), ...indexed('unused', 256)] }),
    },
  }),
  resize: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/resize',
    description: 'PUT /nodes/{node}/lxc/{vmid}/resize',
    permission: needsAny('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'resize', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      digest: optional(string({ maxLength: 40 })),
      disk: string({ enum: ['rootfs', ...indexed('mp', 256)] }),
      size: string({ pattern: '\\+?\\d+(\\.\\d+)?[KMGT]?' }),
    },
  }),
}
