import { boolean, described, number, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { indexed } from '../indexed.ts'
import { node, storageId, targetVmid, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const lxcDiskActions = {
  move: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/move_volume',
    description: 'Move a volume to another storage or container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'move_volume', id: 'vmid' },
    queue: 'vmid',
    cli: { usage: 'pct move-volume <vmid> <volume> [<storage>] [<target-vmid>] [<target-volume>]', aliases: ['pct move_volume'] },
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        number({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'clone limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      delete: optional(boolean({ description: 'Destroy the source instead of keeping it detached.', default: false })),
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      storage: optional(described(storageId, { description: 'Storage for the copy.' })),
      'target-digest': optional(string({ description: "SHA-1 of the target guest's configuration as it was read.", maxLength: 40 })),
      'target-vmid': optional(targetVmid),
      'target-volume': optional(
        string({ description: 'Name at the target.', enum: ['rootfs', ...indexed('mp', 256), ...indexed('unused', 256)] }),
      ),
      volume: string({ description: 'Volume id: storage:name.', enum: ['rootfs', ...indexed('mp', 256), ...indexed('unused', 256)] }),
    },
  }),
  resize: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/resize',
    description: 'Enlarge a volume of a container.',
    permission: needsAny('/vms/{vmid}', 'VM.Config.Disk'),
    privileged: true,
    proxy: 'node',
    task: { type: 'resize', id: 'vmid' },
    queue: 'vmid',
    cli: 'pct resize <vmid> <disk> <size>',
    parameters: {
      node,
      vmid,
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      disk: string({ description: 'Disk to enlarge.', enum: ['rootfs', ...indexed('mp', 256)] }),
      size: string({ description: 'New size; with + in front, what is added.', pattern: '\\+?\\d+(\\.\\d+)?[KMGT]?' }),
    },
  }),
}
