import { boolean, defaultKey, integer, number, optional, propertyString, string } from '@quorate/schema'

/** Limits in bytes, mebibytes or operations each second; `_max` is the burst, `_max_length` its length in seconds. */
const throttle = {
  bps: optional(integer({ description: 'Bytes each second.' })),
  bps_max_length: optional(integer({ minimum: 1 })),
  bps_rd: optional(integer()),
  bps_rd_length: { alias: 'bps_rd_max_length' },
  bps_rd_max_length: optional(integer({ minimum: 1 })),
  bps_wr: optional(integer()),
  bps_wr_length: { alias: 'bps_wr_max_length' },
  bps_wr_max_length: optional(integer({ minimum: 1 })),
  iops: optional(integer({ description: 'Operations each second.' })),
  iops_max: optional(integer()),
  iops_max_length: optional(integer({ minimum: 1 })),
  iops_rd: optional(integer()),
  iops_rd_length: { alias: 'iops_rd_max_length' },
  iops_rd_max: optional(integer()),
  iops_rd_max_length: optional(integer({ minimum: 1 })),
  iops_wr: optional(integer()),
  iops_wr_length: { alias: 'iops_wr_max_length' },
  iops_wr_max: optional(integer()),
  iops_wr_max_length: optional(integer({ minimum: 1 })),
  mbps: optional(number({ description: 'Mebibytes each second.' })),
  mbps_max: optional(number()),
  mbps_rd: optional(number()),
  mbps_rd_max: optional(number()),
  mbps_wr: optional(number()),
  mbps_wr_max: optional(number()),
}

const common = {
  aio: optional(string({ description: 'How QEMU reads and writes.', enum: ['native', 'threads', 'io_uring'] })),
  backup: optional(boolean({ description: 'Include it in backups.' })),
  cache: optional(string({ description: 'How the host caches.', enum: ['none', 'writethrough', 'writeback', 'unsafe', 'directsync'] })),
  detect_zeroes: optional(boolean({ description: 'Do not write blocks of zeros.' })),
  discard: optional(string({ description: 'Pass on that blocks are no longer used.', enum: ['ignore', 'on'] })),
  file: defaultKey(string({ description: 'Volume, or storage:GiB for a new one.', format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ description: 'Format of the image.', enum: ['raw', 'qcow', 'qed', 'qcow2', 'vmdk', 'cloop'] })),
  'import-from': optional(string({ description: 'Volume or file to copy from.', format: 'pve-volume-id-or-absolute-path' })),
  media: optional(string({ description: 'Disk or CD-ROM.', default: 'disk', enum: ['cdrom', 'disk'] })),
  replicate: optional(boolean({ description: 'Include it in replication.', default: true })),
  rerror: optional(string({ description: 'What to do at read errors.', enum: ['ignore', 'report', 'stop'] })),
  serial: optional(string({ description: 'Serial number shown.', format: 'urlencoded', maxLength: 60 })),
  shared: optional(boolean({ description: 'The same volume is there on all nodes.', default: false })),
  size: optional(string({ description: 'Size.', format: 'disk-size' })),
  snapshot: optional(boolean({ description: 'Throw writes away at the end.' })),
  volume: { alias: 'file' },
  werror: optional(string({ description: 'What to do at write errors.', enum: ['enospc', 'ignore', 'report', 'stop'] })),
  ...throttle,
}

export const ideDisk = propertyString({
  ...common,
  model: optional(string({ description: 'Model.', format: 'urlencoded', maxLength: 120 })),
  ssd: optional(boolean({ description: 'Show it as a solid-state disk.' })),
  wwn: optional(string({ description: 'World wide name.', pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const sataDisk = propertyString({
  ...common,
  ssd: optional(boolean({ description: 'Show it as a solid-state disk.' })),
  wwn: optional(string({ description: 'World wide name.', pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const scsiDisk = propertyString({
  ...common,
  iothread: optional(boolean({ description: 'Use a thread of its own.' })),
  product: optional(string({ description: 'Product name shown.', pattern: '[A-Za-z0-9\\-_\\s]{,16}' })),
  queues: optional(integer({ description: 'Number of queues.', minimum: 2 })),
  ro: optional(boolean({ description: 'Read only.' })),
  scsiblock: optional(boolean({ description: 'Pass through a block device of the host.', default: false })),
  ssd: optional(boolean({ description: 'Show it as a solid-state disk.' })),
  vendor: optional(string({ description: 'Vendor name shown.', pattern: '[A-Za-z0-9\\-_\\s]{,8}' })),
  wwn: optional(string({ description: 'World wide name.', pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const virtioDisk = propertyString({
  ...common,
  iothread: optional(boolean({ description: 'Use a thread of its own.' })),
  ro: optional(boolean({ description: 'Read only.' })),
})
