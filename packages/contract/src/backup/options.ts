import { array, boolean, described, integer, optional, string } from '@quorate/schema'
import { node, storageId } from '../parameters.ts'
import { pruneBackups } from '../shared/prune-backups.ts'
import { fleecingOption } from './fleecing.ts'
import { performanceOption } from './performance.ts'

export const backupOptions = {
  all: optional(boolean({ default: false })),
  bwlimit: optional(integer({ default: 0, minimum: 0 })),
  compress: optional(string({ default: '0', enum: ['0', '1', 'gzip', 'lzo', 'zstd'] })),
  dumpdir: optional(string()),
  exclude: optional(string({ format: 'pve-vmid-list' })),
  'exclude-path': optional(array(string())),
  fleecing: optional(fleecingOption),
  ionice: optional(integer({ default: 7, minimum: 0, maximum: 8 })),
  lockwait: optional(integer({ default: 180, minimum: 0 })),
  mailnotification: optional(string({ default: 'always', enum: ['always', 'failure'] })),
  mailto: optional(string({ format: 'email-or-username-list' })),
  maxfiles: optional(integer({ minimum: 1 })),
  mode: optional(string({ default: 'snapshot', enum: ['snapshot', 'suspend', 'stop'] })),
  node: optional(node),
  'notes-template': optional(string({ requires: 'storage', maxLength: 1024 })),
  'notification-mode': optional(string({ default: 'auto', enum: ['auto', 'legacy-sendmail', 'notification-system'] })),
  'pbs-change-detection-mode': optional(string({ enum: ['legacy', 'data', 'metadata'] })),
  performance: optional(performanceOption),
  pigz: optional(integer({ default: 0 })),
  pool: optional(string()),
  protected: optional(boolean({ requires: 'storage' })),
  'prune-backups': optional(described(pruneBackups, { default: 'keep-all=1' })),
  quiet: optional(boolean({ default: false })),
  remove: optional(boolean({ default: true })),
  script: optional(string()),
  stdexcludes: optional(boolean({ default: true })),
  stop: optional(boolean({ default: false })),
  stopwait: optional(integer({ default: 10, minimum: 0 })),
  storage: optional(storageId),
  tmpdir: optional(string()),
  vmid: optional(string({ format: 'pve-vmid-list' })),
  zstd: optional(integer({ default: 1 })),
}
