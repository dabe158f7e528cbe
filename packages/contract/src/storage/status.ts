import { array, boolean, described, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { cf, dataTimeframe, ds, node, storageId, target, timeframe } from '../parameters.ts'
import { anyUser, needsAny } from '../permission.ts'

export const storageStatus = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage',
    description: 'List the storages of the node with their state.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    cli: 'pvesm status',
    parameters: {
      node,
      content: optional(string({ description: 'Only storages that hold this content.', format: 'pve-storage-content-list' })),
      enabled: optional(boolean({ description: 'Only storages that are enabled.', default: false })),
      format: optional(boolean({ description: 'Also say which formats are possible.', default: false })),
      storage: optional(storageId),
      target: optional(described(target, { description: 'Only storages that this node has too.' })),
    },
    returns: array(
      object({
        active: optional(boolean()),
        avail: optional(integer()),
        content: string(),
        enabled: optional(boolean()),
        formats: optional(
          object({
            default: string({ enum: ['qcow2', 'raw', 'subvol', 'vmdk'] }),
            supported: array(string({ enum: ['qcow2', 'raw', 'subvol', 'vmdk'] })),
          }),
        ),
        select_existing: optional(boolean()),
        shared: optional(boolean()),
        storage: string(),
        total: optional(integer()),
        type: string(),
        used: optional(integer()),
        used_fraction: optional(number()),
      }),
    ),
  }),
  rrd: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/rrd',
    description: 'Draw past measurements of a storage.',
    permission: needsAny('/storage/{storage}', 'Datastore.Audit', 'Datastore.AllocateSpace'),
    privileged: true,
    proxy: 'node',
    parameters: { node, storage: storageId, cf: optional(cf), ds, timeframe },
    returns: object({ filename: string() }),
  }),
  rrdData: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/rrddata',
    description: 'Show past measurements of a storage.',
    permission: needsAny('/storage/{storage}', 'Datastore.Audit', 'Datastore.AllocateSpace'),
    privileged: true,
    proxy: 'node',
    parameters: { node, storage: storageId, cf: optional(cf), timeframe: dataTimeframe },
    returns: array(object({})),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/status',
    description: 'Show the state of a storage.',
    permission: needsAny('/storage/{storage}', 'Datastore.Audit', 'Datastore.AllocateSpace'),
    privileged: true,
    proxy: 'node',
    parameters: { node, storage: storageId },
    returns: object({
      active: optional(boolean()),
      avail: optional(integer()),
      content: string(),
      enabled: optional(boolean()),
      shared: optional(boolean()),
      total: optional(integer()),
      type: string(),
      used: optional(integer()),
    }),
  }),
}
