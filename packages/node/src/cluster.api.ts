import { readClusterLog, type ConfigStore, type QuorumStanding } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { additions } from '@quorate/contract/additions'
import { inventory } from '@quorate/contract/additions/inventory'
import { search } from '@quorate/contract/additions/search'
import { loginNotice } from '@quorate/contract/additions/login-notice'
import { clusterOptions } from '@quorate/contract/cluster/options'
import { clusterOverview } from '@quorate/contract/cluster/overview'
import { splitList } from '@quorate/schema'
import { nextId, nextIdRange, searchGuests } from '@quorate/guest'
import type { Root } from '@quorate/host'
import { clusterStatusRows } from './cluster-config/status-rows.ts'
import { datacenterView, editDatacenter, forEverybody } from './cluster/datacenter.ts'
import { inventoryColumns } from './cluster/inventory-columns.ts'
import { resourceRows, visibleGuests, type ResourceServices } from './cluster/resource-rows.ts'

export interface ClusterServices extends ResourceServices {
  /** This one. */
  readonly node: string
  readonly store: ConfigStore
  readonly root: Pick<Root, 'state'>
}

/** What concerns the cluster as a whole. */
export function clusterApi(services: ClusterServices): Implementation[] {
  const { store, guests, node } = services
  const { log, nextId: nextIdSpec, resources, status } = clusterOverview
  return [
    ...implement(
      { log, nextId: nextIdSpec, resources, status },
      {
        log(call, { max }) {
          const all = readClusterLog(services.root, services.hub)
          const { authid, userid } = call.caller
          const seen = call.may('/', 'Sys.Audit') ? all : all.filter(({ user }) => user === authid || user === userid)
          return seen.slice(0, max)
        },
        nextId: (call, { vmid }) => nextId(guests, nextIdRange(store.read('datacenter.cfg')?.text), vmid, call.caller.authid, store),
        resources: (call, { type }) => resourceRows(services, call, type),
        status: () => clusterStatusRows(services, node),
      },
    ),
    ...implement(
      { guests: additions.guests },
      {
        guests(call, { vmids }) {
          const wanted = new Set(splitList(vmids).map(Number))
          return visibleGuests(services, call, vmid => wanted.has(vmid))
        },
      },
    ),
    ...implement(inventory, {
      async read(call) {
        const standing = services.hub.values('cluster').get('quorum')?.data as QuorumStanding | undefined
        const columns = inventoryColumns(await resourceRows(services, call, undefined))
        return { ...columns, ...(standing && { quorate: standing.quorate }) }
      },
    }),
    ...implement(search, { guests: (call, { query }) => searchGuests(guests, query, vmid => call.may(`/vms/${vmid}`, 'VM.Audit')) }),
    ...implement(loginNotice, {
      read() {
        const text = datacenterView(store.read('datacenter.cfg')?.text ?? '')['consent-text']
        return typeof text === 'string' && text !== '' ? { text } : {}
      },
    }),
    ...implement(clusterOptions, {
      get(call) {
        const options = datacenterView(store.read('datacenter.cfg')?.text ?? '')
        return call.may('/', 'Sys.Audit') ? options : forEverybody(options)
      },
      async update(call, parameters) {
        await store.update('datacenter.cfg', { authid: call.caller.authid }, text => editDatacenter(text ?? '', parameters))
        return null
      },
    }),
  ]
}
