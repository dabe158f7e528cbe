import { array, boolean, described, integer, optional, string } from '@quorate/schema'
import { node, storageId } from '../parameters.ts'
import { pruneBackups } from '../shared/prune-backups.ts'
import { fleecingOption } from './fleecing.ts'
import { performanceOption } from './performance.ts'

export const backupOptions = {
  all: optional(boolean({ description: 'Back up all guests.', default: false })),
  bwlimit: optional(integer({ description: 'Limit of the data rate in KiB each second; 0 is none.', default: 0, minimum: 0 })),
  compress: optional(string({ description: 'Compression of the archive.', default: '0', enum: ['0', '1', 'gzip', 'lzo', 'zstd'] })),
  dumpdir: optional(string({ description: 'Directory to write archives to.' })),
  exclude: optional(string({ description: 'Ids of guests to leave out.', format: 'pve-vmid-list' })),
  'exclude-path': optional(array(string(), { description: 'Paths inside a container to leave out, as shell patterns.' })),
  fleecing: optional(described(fleecingOption, { description: 'Keep old blocks on a fast storage while the backup runs.' })),
  ionice: optional(integer({ description: 'I/O priority of the backup.', default: 7, minimum: 0, maximum: 8 })),
  lockwait: optional(integer({ description: "Longest wait for the guest's lock, in minutes.", default: 180, minimum: 0 })),
  mailnotification: optional(string({ description: 'When mail is sent.', default: 'always', enum: ['always', 'failure'] })),
  mailto: optional(string({ description: 'Mail addresses that are told.', format: 'email-or-username-list' })),
  maxfiles: optional(integer({ description: 'How many backups of a guest to keep; prune-backups is its present form.', minimum: 1 })),
  mode: optional(
    string({ description: 'Snapshot, suspend, or stop the guest.', default: 'snapshot', enum: ['snapshot', 'suspend', 'stop'] }),
  ),
  node: optional(described(node, { description: 'Run only on this node.' })),
  'notes-template': optional(
    string({
      description: 'Text of the notes of a backup; {{guestname}} and the like are filled in.',
      requires: 'storage',
      maxLength: 1024,
    }),
  ),
  'notification-mode': optional(
    string({
      description: 'Whether to tell by mail or by the notification system.',
      default: 'auto',
      enum: ['auto', 'legacy-sendmail', 'notification-system'],
    }),
  ),
  'pbs-change-detection-mode': optional(
    string({ description: 'How changed files of a container are found.', enum: ['legacy', 'data', 'metadata'] }),
  ),
  performance: optional(described(performanceOption, { description: 'Tuning of the backup.' })),
  pigz: optional(integer({ description: 'Threads of the parallel gzip; 0 is plain gzip.', default: 0 })),
  pool: optional(string({ description: 'Back up the guests of this resource pool.' })),
  protected: optional(boolean({ description: 'Keep it when backups are pruned.', requires: 'storage' })),
  'prune-backups': optional(described(pruneBackups, { description: 'Which older backups to keep.', default: 'keep-all=1' })),
  quiet: optional(boolean({ description: 'Say only what matters.', default: false })),
  remove: optional(boolean({ description: 'Remove backups that are not to be kept.', default: true })),
  script: optional(string({ description: 'Program run at each phase.' })),
  stdexcludes: optional(boolean({ description: 'Leave out temporary files and logs.', default: true })),
  stop: optional(boolean({ description: 'Stop running backups on this node.', default: false })),
  stopwait: optional(integer({ description: 'Longest wait for a guest to stop, in minutes.', default: 10, minimum: 0 })),
  storage: optional(described(storageId, { description: 'Storage for the backups.' })),
  tmpdir: optional(string({ description: 'Directory for temporary files.' })),
  vmid: optional(string({ description: 'Ids of the guests.', format: 'pve-vmid-list' })),
  zstd: optional(integer({ description: 'Threads of zstd; 0 is half of the cores.', default: 1 })),
}
