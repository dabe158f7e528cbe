import { accessApi } from '@quorate/access'
import { nodeStandings } from '@quorate/cluster'
import type { Implementation } from '@quorate/contract'
import { hardwareApi, mappingApi } from '@quorate/hardware'
import { bulkApi, type GuestTasks } from '@quorate/guest'
import { lxcApi, lxcPower } from '@quorate/lxc'
import { networkApi } from '@quorate/network'
import {
  clusterApi,
  clusterConfigApi,
  clusterName,
  disksApi,
  eventsApi,
  historyApi,
  journalApi,
  nodeApi,
  nodeConfigApi,
  powerApi,
  servicesApi,
  shellApi,
  versionApi,
} from '@quorate/node'
import { qemuApi, qemuPower } from '@quorate/qemu'
import { storageApi } from '@quorate/storage'
import { templatesApi } from '@quorate/templates'
import { buildId } from './build-id.ts'
import { clusterParts } from './cluster-parts.ts'
import { poolMembers } from './pool-members.ts'
import type { Services } from './services.ts'

/** Every method that is built, but for the tasks' own, which need the way to the runner. `tasks`: only where they run. */
export function implementations(services: Services, tasks?: GuestTasks): Implementation[] {
  const { host, store, access, guests, storage, qemu, lxc } = services
  const cluster = clusterParts(services)
  const build = buildId()
  const node = host.root.node
  const now = () => Math.floor(host.now() / 1000)
  const nodes = () => nodeStandings(store.hub, node, now())
  const storageRows = () => storage.storageRows({ hub: store.hub, nodes: nodes() })
  const pools = () => access.reader.config().pools
  return [
    ...accessApi(access, {
      clusterName: () => clusterName(store),
      members: poolMembers({ guests, hub: store.hub, nodes, storageRows, now }),
    }),
    ...versionApi({ build }),
    ...eventsApi({ hub: store.hub }),
    ...historyApi({ hub: store.hub, store, guests }),
    ...clusterApi({ node, root: host.root, hub: store.hub, store, guests, nodes, storageRows, pools, now }),
    ...clusterConfigApi(cluster),
    ...nodeApi({ host, store, guests, hub: store.hub, nodes, build, fingerprint: cluster.fingerprint }),
    ...nodeConfigApi({ store, node }),
    ...shellApi(qemu),
    ...journalApi({ host }),
    ...disksApi({ host }),
    ...powerApi({ host, store, stopGuests: services.stopGuests, beginTask: lxc.beginTask }),
    ...servicesApi({ host, supervisor: process.ppid, restart: services.restart, lxcfsRuns: async () => (await lxc.lxcfs()) !== undefined }),
    ...networkApi({ host }),
    ...hardwareApi({ host, store }),
    ...mappingApi({ host, store }),
    ...storageApi({ storage, store, host }),
    ...templatesApi({ storage, store, host }),
    ...qemuApi(qemu),
    ...lxcApi(lxc),
    ...bulkApi({ node, store, guests, hub: store.hub, powers: [qemuPower(qemu), lxcPower(lxc)], ...(tasks ? { tasks } : {}) }),
  ]
}
