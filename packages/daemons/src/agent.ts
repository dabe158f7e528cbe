import { rotateTicketKeys } from '@quorate/access/ticket-keys'
import { connectStore } from '@quorate/cluster/connect'
import { GuestIndex } from '@quorate/guest/guest-index'
import { readCpuInfo, realHost, rootAt } from '@quorate/host'
import { keepClusterConf } from '@quorate/node/keep-cluster-conf'
import { Collector } from '@quorate/node/collector'
import { NodeMeter } from '@quorate/node/node-meter'
import { ContainerMeter } from '@quorate/lxc/container-meter'
import { balanceMemory } from '@quorate/qemu/balance-memory'
import { GuestMeter } from '@quorate/qemu/guest-meter'
import { GuestRuntime } from '@quorate/qemu/guest-runtime'
import { failureText } from '@quorate/schema'
import { createStorageService } from '@quorate/storage/service'
import { confsOfPeers } from './conf-of-peers.ts'
import { forgetGoneGuests } from './forget-guests.ts'
import { runProcess } from './process.ts'
import { guestSource, nodeSource, storageSource } from './statistics-sources.ts'

const hourMs = 3_600_000

await runProcess('agent', async (options, notice, tell) => {
  const host = realHost(rootAt(options.root, options.node), notice)
  const store = await connectStore(host.root)
  const guests = new GuestIndex(store)
  const runtime = new GuestRuntime(host)
  const meter = new GuestMeter({ host, guests, runtime })
  const balancing = {
    async measure(nowMs: number) {
      const measured = await meter.measure(nowMs)
      await balanceMemory({ host, store, guests, runtime, notice }, measured)
      return measured
    },
  }
  const collector = new Collector({
    root: host.root,
    hub: store.hub,
    sources: [
      nodeSource(new NodeMeter(), host.root.node, readCpuInfo().cpus),
      guestSource([balancing, new ContainerMeter({ host, guests })], guests, store.hub),
      storageSource(createStorageService({ store, host }), host.root.node),
    ],
    notice,
  })
  const forgetting = forgetGoneGuests(store, guests, collector, host.root)
  collector.start()
  const clusterConf = keepClusterConf({
    host,
    store,
    notice,
    changed: () => tell({ type: 'membership' }),
    ofPeers: () => confsOfPeers(store, host.root.node, options.listen.port),
  })
  const rotation = setInterval(() => {
    rotateTicketKeys(store, host.now()).catch(error => notice(failureText(error)))
  }, hourMs)
  const leaving = new AbortController()
  const templates = setInterval(() => {
    import('@quorate/templates/refresh')
      .then(({ refreshIndexes }) => refreshIndexes({ host, store }, notice, leaving.signal))
      .catch(error => notice(failureText(error)))
  }, hourMs)
  return {
    async close() {
      clearInterval(rotation)
      clearInterval(templates)
      leaving.abort()
      await clusterConf[Symbol.asyncDispose]()
      forgetting[Symbol.dispose]()
      await collector.close()
      await store.close()
    },
  }
})
