import { array, optional, string } from '@quorate/schema'
import { resourceRows } from './cluster/overview.ts'
import { endpoint } from './endpoint.ts'
import { anyUser } from './permission.ts'

/** What has numbers that change every ten seconds: `100`, `node/pve`, `storage/pve/local`. */
const measured = String.raw`([1-9][0-9]{2,8}|node/[A-Za-z0-9.\-]+|storage/[A-Za-z0-9.\-]+/[A-Za-z0-9._\-]+)`

/** Methods that the API these clients know does not have. */
export const additions = {
  events: endpoint({
    method: 'GET',
    path: '/cluster/events',
    description: 'Follow changes of what the caller may see: guests, nodes, storages, tasks, configuration and log.',
    permission: anyUser,
    transport: 'events',
    parameters: {
      since: optional(string({ description: 'Id of the last event seen; what came after it is sent first.', maxLength: 64 })),
      types: optional(
        array(string({ enum: ['guest', 'node', 'storage', 'task', 'log', 'config', 'member', 'cluster', 'reset'] }), {
          description: 'Only events of these types.',
        }),
      ),
      /**
       * With it, all numbers of one moment come in one event of type `metrics`: `{time, rows}`, first those of now, then what
       * has changed. Rows: `[100, cpu, mem, disk, netin, netout, diskread, diskwrite]`, `['node/pve', cpu, mem, disk]`,
       * `['storage/pve/local', used, total]`, or the id alone when there are none. cpu is a part of 1, sizes are MiB, rates
       * bytes per second, null is not known. Events of types `node` and `storage` then only tell that one comes or goes.
       */
      metrics: optional(
        string({
          description: 'List of objects whose numbers are sent: 100, node/pve, storage/pve/local; empty: none.',
          pattern: `(${measured}(,${measured})*)?`,
          maxLength: 12_000,
        }),
      ),
    },
  }),
  guests: endpoint({
    method: 'GET',
    path: '/cluster/guests',
    description: 'List some guests with their state, as far as the caller may see them.',
    permission: anyUser,
    parameters: {
      vmids: string({ description: 'Ids of the guests.', pattern: String.raw`[1-9][0-9]{2,8}(,[1-9][0-9]{2,8})*`, maxLength: 8000 }),
    },
    returns: resourceRows,
  }),
}
