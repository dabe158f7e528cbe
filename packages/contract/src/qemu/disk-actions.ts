import { boolean, integer, optional, string } from '@quorate/schema'
import { endpoint, rootOnly } from '../endpoint.ts'
import { indexed } from '../indexed.ts'
import { node, storageId, targetVmid, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuDiskActions = {
  move: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/move_disk',
    description: 'POST /nodes/{node}/qemu/{vmid}/move_disk',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmmove', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      bwlimit: optional(integer({ default: 'move limit from datacenter or storage config', minimum: 0 })),
      delete: optional(boolean({ default: false })),
      digest: optional(string({ maxLength: 40 })),
      disk: string({
        enum: [
          ...indexed('ide', 4),
          ...indexed('scsi', 31),
          ...indexed('virtio', 16),
          ...indexed('sata', 6),
          'efidisk0',
          'tpmstate0',
          ...indexed('unused', 256),
        ],
      }),
      format: optional(string({ enum: ['raw', 'qcow2', 'vmdk'] })),
      storage: optional(storageId),
      'target-digest': optional(string({ maxLength: 40 })),
      'target-disk': optional(
        string({
          enum: [
            ...indexed('ide', 4),
            ...indexed('scsi', 31),
            ...indexed('virtio', 16),
            ...indexed('sata', 6),
            'efidisk0',
            'tpmstate0',
            ...indexed('unused', 256),
          ],
        }),
      ),
      'target-vmid': optional(targetVmid),
    },
  }),
  resize: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/resize',
    description: 'PUT /nodes/{node}/qemu/{vmid}/resize',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'resize', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      digest: optional(string({ maxLength: 40 })),
      disk: string({
        enum: [...indexed('ide', 4), ...indexed('scsi', 31), ...indexed('virtio', 16), ...indexed('sata', 6), 'efidisk0', 'tpmstate0'],
      }),
      size: string({ pattern: '\\+?\\d+(\\.\\d+)?[KMGT]?' }),
      skiplock: rootOnly(optional(boolean())),
    },
  }),
  unlink: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/unlink',
    description: 'PUT /nodes/{node}/qemu/{vmid}/unlink',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: { node, vmid, force: optional(boolean()), idlist: string({ format: 'pve-configid-list' }) },
  }),
}
