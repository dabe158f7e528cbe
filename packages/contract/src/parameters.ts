import { integer, string } from '@quorate/schema'

export const cf = string({ description: 'How samples are consolidated.', enum: ['AVERAGE', 'MAX'] })
export const comment = string({ description: 'Free text.', maxLength: 4096 })
export const deletedKeys = string({ description: 'Settings to remove.', format: 'pve-configid-list' })
export const digest = string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 64 })
export const ds = string({ description: 'Series to draw.', format: 'pve-configid-list' })
export const fabric = string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' })
export const fingerprint = string({
  description: "SHA-256 fingerprint of the server's certificate.",
  pattern: '([A-Fa-f0-9]{2}:){31}[A-Fa-f0-9]{2}',
})
export const id = string({ description: 'Id.', format: 'pve-configid' })
export const iface = string({ description: 'Name of the network interface.', format: 'pve-iface', minLength: 2, maxLength: 20 })
export const limit = integer({ description: 'Most lines or entries to answer.', minimum: 0 })
export const node = string({ description: 'Name of the node.', format: 'pve-node' })
export const pool = string({ description: 'Resource pool the guest joins.', format: 'pve-poolid' })
export const schedule = string({ description: 'When it runs, as a calendar event.', format: 'pve-calendar-event', maxLength: 128 })
export const since = integer({ description: 'Only what is newer than this time.', minimum: 0 })
export const snapname = string({ description: 'Name of the snapshot.', format: 'pve-configid', maxLength: 40 })
export const start = integer({ description: 'First line or entry, from 0.', minimum: 0 })
export const storageId = string({ description: 'Id of the storage.', format: 'pve-storage-id' })
export const target = string({ description: 'Name of the target node.', format: 'pve-node' })
export const targetVmid = integer({ description: 'Id of the guest at the target.', minimum: 100, maximum: 999999999 })
export const timeframe = string({ description: 'Period that the samples cover.', enum: ['hour', 'day', 'week', 'month', 'year'] })
/** Rows of measurements are kept longer than pictures of them show. */
export const dataTimeframe = string({
  description: 'Period that the samples cover.',
  enum: ['hour', 'day', 'week', 'month', 'year', 'decade'],
})
export const timeout = integer({ description: 'Longest wait in seconds.', minimum: 0 })
export const until = integer({ description: 'Only what is older than this time.', minimum: 0 })
export const vmid = integer({ description: 'Id of the guest.', minimum: 100, maximum: 999999999 })
export const vms = string({ description: 'Ids of the guests.', format: 'pve-vmid-list' })
export const vnet = string({ description: 'Id of the virtual network.', format: 'pve-sdn-vnet-id' })
export const zone = string({ description: 'Id of the SDN zone.', format: 'pve-sdn-zone-id' })
