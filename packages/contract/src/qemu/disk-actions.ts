import { boolean, described, integer, optional, string } from '@quorate/schema'
import { endpoint, rootOnly } from '../endpoint.ts'
import { indexed } from '../indexed.ts'
import { node, storageId, targetVmid, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuDiskActions = {
  move: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/move_disk',
    description: 'Move a disk to another storage or VM.',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmmove', id: 'vmid' },
    queue: 'vmid',
    cli: { usage: 'qm disk move <vmid> <disk> [<storage>]', aliases: ['qm move-disk', 'qm move_disk'] },
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        integer({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'move limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      delete: optional(boolean({ description: 'Destroy the source instead of keeping it detached.', default: false })),
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      disk: string({
        description: 'Disk to move.',
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
      format: optional(string({ description: 'Format of the copy.', enum: ['raw', 'qcow2', 'vmdk'] })),
      storage: optional(described(storageId, { description: 'Storage for the copy.' })),
      'target-digest': optional(string({ description: "SHA-1 of the target guest's configuration as it was read.", maxLength: 40 })),
      'target-disk': optional(
        string({
          description: 'Name at the target.',
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
    description: 'Enlarge a volume of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'resize', id: 'vmid' },
    queue: 'vmid',
    cli: { usage: 'qm disk resize <vmid> <disk> <size>', aliases: ['qm resize'] },
    parameters: {
      node,
      vmid,
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      disk: string({
        description: 'Disk to enlarge.',
        enum: [...indexed('ide', 4), ...indexed('scsi', 31), ...indexed('virtio', 16), ...indexed('sata', 6), 'efidisk0', 'tpmstate0'],
      }),
      size: string({ description: 'New size; with + in front, what is added.', pattern: '\\+?\\d+(\\.\\d+)?[KMGT]?' }),
      skiplock: rootOnly(optional(boolean({ description: 'Ignore the lock of the guest.' }))),
    },
  }),
  unlink: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/unlink',
    description: 'Detach disks, or destroy detached ones.',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    cli: { usage: 'qm disk unlink <vmid>', aliases: ['qm unlink'] },
    parameters: {
      node,
      vmid,
      force: optional(boolean({ description: 'Destroy them instead of detaching them.' })),
      idlist: string({ description: 'Disks to detach.', format: 'pve-configid-list' }),
    },
  }),
}
