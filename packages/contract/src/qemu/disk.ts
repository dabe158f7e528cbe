import { boolean, defaultKey, integer, number, optional, propertyString, string } from '@quorate/schema'

/** Limits in bytes, mebibytes or operations each second; `_max` is the burst, `_max_length` its length in seconds. */
const throttle = {
  bps: optional(integer()),
  bps_max_length: optional(integer({ minimum: 1 })),
  bps_rd: optional(integer()),
  bps_rd_length: { alias: 'bps_rd_max_length' },
  bps_rd_max_length: optional(integer({ minimum: 1 })),
  bps_wr: optional(integer()),
  bps_wr_length: { alias: 'bps_wr_max_length' },
  bps_wr_max_length: optional(integer({ minimum: 1 })),
  iops: optional(integer()),
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
  mbps: optional(number()),
  mbps_max: optional(number()),
  mbps_rd: optional(number()),
  mbps_rd_max: optional(number()),
  mbps_wr: optional(number()),
  mbps_wr_max: optional(number()),
}

const common = {
  aio: optional(string({ enum: ['native', 'threads', 'io_uring'] })),
  backup: optional(boolean()),
  cache: optional(string({ enum: ['none', 'writethrough', 'writeback', 'unsafe', 'directsync'] })),
  detect_zeroes: optional(boolean()),
  discard: optional(string({ enum: ['ignore', 'on'] })),
  file: defaultKey(string({ format: 'pve-volume-id-or-qm-path' })),
  format: optional(string({ enum: ['raw', 'qcow', 'qed', 'qcow2', 'vmdk', 'cloop'] })),
  'import-from': optional(string({ format: 'pve-volume-id-or-absolute-path' })),
  media: optional(string({ default: 'disk', enum: ['cdrom', 'disk'] })),
  replicate: optional(boolean({ default: true })),
  rerror: optional(string({ enum: ['ignore', 'report', 'stop'] })),
  serial: optional(string({ format: 'urlencoded', maxLength: 60 })),
  shared: optional(boolean({ default: false })),
  size: optional(string({ format: 'disk-size' })),
  snapshot: optional(boolean()),
  volume: { alias: 'file' },
  werror: optional(string({ enum: ['enospc', 'ignore', 'report', 'stop'] })),
  ...throttle,
}

export const ideDisk = propertyString({
  ...common,
  model: optional(string({ format: 'urlencoded', maxLength: 120 })),
  ssd: optional(boolean()),
  wwn: optional(string({ pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const sataDisk = propertyString({
  ...common,
  ssd: optional(boolean()),
  wwn: optional(string({ pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const scsiDisk = propertyString({
  ...common,
  iothread: optional(boolean()),
  product: optional(string({ pattern: '[A-Za-z0-9\\-_\\s]{,16}' })),
  queues: optional(integer({ minimum: 2 })),
  ro: optional(boolean()),
  scsiblock: optional(boolean({ default: false })),
  ssd: optional(boolean()),
  vendor: optional(string({ pattern: '[A-Za-z0-9\\-_\\s]{,8}' })),
  wwn: optional(string({ pattern: '(?^:^(0x)[0-9a-fA-F]{16})' })),
})

export const virtioDisk = propertyString({
  ...common,
  iothread: optional(boolean()),
  ro: optional(boolean()),
})
