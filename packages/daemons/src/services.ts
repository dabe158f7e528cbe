/** The parts that daemon, runner and agent share, put together once per process. */
import { addGuestToPool, createAccess, forgetGuest, requirePool, type Access } from '@quorate/access'
import { ClusterLog, connectStore, type ConnectedStore } from '@quorate/cluster'
import type { TaskWork } from '@quorate/contract'
import { GuestIndex, type GuestServices, type OtherNodes } from '@quorate/guest'
import { realHost, rootAt, type Host } from '@quorate/host'
import { ContainerRuntime, findLxcfs, hostFactsOf as containerFactsOf, type LxcServices } from '@quorate/lxc'
import type { OwnProcess } from '@quorate/node'
import { capabilitiesOf, GuestRuntime, hostFactsOf, type QemuServices } from '@quorate/qemu'
import { createStorageService, type StorageService } from '@quorate/storage'
import { certificatePaths } from './certificates.ts'
import type { ClusterOrders } from './cluster-parts.ts'
import { spiceEntrance } from './spice-entrance.ts'
import { loginLine } from './log-lines.ts'
import type { Options } from './options.ts'
import { otherNodes } from './other-nodes.ts'

export interface Services {
  readonly host: Host
  readonly store: ConnectedStore
  readonly log: ClusterLog
  readonly access: Access
  readonly guests: GuestIndex
  readonly storage: StorageService
  readonly qemu: QemuServices
  readonly lxc: LxcServices
  /** To be disposed of with the process. */
  readonly others: OtherNodes & Disposable
  /** Ends a process of the product, which its supervisor then starts again. Only in the process that runs tasks. */
  readonly restart?: (process: OwnProcess) => void
  /** What concerns the cluster that only that process can do. */
  readonly clusterOrders?: ClusterOrders
  /** Work that shuts all guests of the node down, as the node itself. Only there, too. */
  readonly stopGuests?: () => Promise<TaskWork>
}

/** `name`: of this process. `noteTask`: how this process puts a task that is over at once (the opening of a console) on record. */
export async function composeServices(
  name: 'daemon' | 'runner',
  options: Options,
  notice: (text: string) => void,
  noteTask: GuestServices['noteTask'],
): Promise<Services> {
  const host = realHost(rootAt(options.root, options.node), notice)
  const store = await connectStore(host.root)
  const log = new ClusterLog({ root: host.root, name, hub: store.hub, now: () => host.now(), notice })
  const access = await createAccess({ store, host, told: attempt => log.write(loginLine(attempt)) })
  const guests = new GuestIndex(store)
  const storage = createStorageService({ store, host })
  const others = otherNodes({ node: host.root.node, store, access, port: options.listen.port })
  const common: GuestServices = {
    host,
    store,
    hub: store.hub,
    guests,
    storage,
    otherNodes: others,
    certificate: () => store.read(certificatePaths(host.root.node).authority)?.text,
    noteTask,
    pools: {
      require: pool => void requirePool(access.reader.config(), pool),
      add: (pool, vmid, authid) => addGuestToPool(store, { authid }, pool, vmid),
      forget: (vmid, authid) => forgetGuest(store, { authid }, vmid, true),
    },
  }
  const qemu: QemuServices = {
    ...common,
    capabilities: capabilitiesOf(host, '/usr/bin/qemu-system-x86_64'),
    hostFacts: hostFactsOf(host),
    firmware: '/usr/share/OVMF',
    spice: () => spiceEntrance(store, host.root.node, options),
    runtime: new GuestRuntime(host),
  }
  const lxc: LxcServices = {
    ...common,
    runtime: new ContainerRuntime(host),
    hostFacts: containerFactsOf(host),
    lxcfs: () => findLxcfs(host),
  }
  return { host, store, log, access, guests, storage, qemu, lxc, others }
}
