import { boolean, integer, string } from '@quorate/schema'
import { special, type SpecialCommandSpec } from './special-command.ts'

export const storageSpecialCommands: readonly SpecialCommandSpec[] = [
  special('pveam available', 'List templates that can be downloaded.', {
    section: string({ description: 'Only this section.', enum: ['mail', 'system', 'turnkeylinux'] }),
  }),
  special('pveam remove <template_path>', 'Remove a template.'),
  special('pvesm apiinfo', 'Show the version of the storage interface.'),
  special('pvesm export <volume> <format> <filename>', 'Write a volume to a stream.', {
    base: string({ description: 'Snapshot the increment begins with.' }),
    snapshot: string({ description: 'Snapshot.' }),
    'snapshot-list': string({ description: 'Snapshots to send.' }),
    'with-snapshots': boolean({ description: 'With all snapshots.' }),
  }),
  special('pvesm free <volume>', 'Remove a volume.', {
    delay: integer({ description: 'Wait this many seconds for the end.', minimum: 1, maximum: 30 }),
    storage: string({ description: 'Id of the storage.' }),
  }),
  special('pvesm import <volume> <format> <filename>', 'Read a volume from a stream.', {
    'allow-rename': boolean({ description: 'Choose another name when it is taken.' }),
    base: string({ description: 'Snapshot the increment begins with.' }),
    'delete-snapshot': string({ description: 'Snapshot to remove afterwards.' }),
    snapshot: string({ description: 'Snapshot.' }),
    'with-snapshots': boolean({ description: 'With all snapshots.' }),
  }),
  special('pvesm path <volume>', 'Show the path of a volume.'),
  special('pvesm prune-backups <storage>', 'Remove backups that are not to be kept.', {
    'dry-run': boolean({ description: 'Only say what would be done.' }),
    'keep-all': boolean({ description: 'Keep all.' }),
    'keep-daily': string({ description: 'Keep the last of this many days.' }),
    'keep-hourly': string({ description: 'Keep the last of this many hours.' }),
    'keep-last': string({ description: 'Keep this many of the newest.' }),
    'keep-monthly': string({ description: 'Keep the last of this many months.' }),
    'keep-weekly': string({ description: 'Keep the last of this many weeks.' }),
    'keep-yearly': string({ description: 'Keep the last of this many years.' }),
    type: string({ description: 'Only guests of this type.', enum: ['lxc', 'qemu'] }),
    vmid: integer({ description: 'Id of the guest.', minimum: 100, maximum: 999999999 }),
  }),
]
