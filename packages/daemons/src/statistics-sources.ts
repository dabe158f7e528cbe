import type { EventHub } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'
import type { NodeMeter, NodeState, Sample, Source } from '@quorate/node'
import type { ContainerMetrics } from '@quorate/lxc'
import type { GuestMetrics as VmMetrics } from '@quorate/qemu'
import type { StorageService, StorageUse } from '@quorate/storage'

export function nodeSource(meter: NodeMeter, node: string, cpus: number): Source {
  return {
    kind: 'node',
    measure: async nowMs => new Map([[node, await meter.measure(nowMs)]]),
    show(id, sample) {
      const state: NodeState = {
        cpu: sample.cpu ?? 0,
        mem: sample.memused ?? 0,
        maxcpu: cpus,
        maxmem: sample.memtotal ?? 0,
        disk: sample.rootused ?? 0,
        maxdisk: sample.roottotal ?? 0,
        uptime: sample.uptime ?? 0,
      }
      return { kind: 'node', id, path: `/nodes/${id}`, data: state }
    },
  }
}

type GuestMetrics = VmMetrics | ContainerMetrics

/** Measures all running guests of one kind. */
interface Meter {
  measure(nowMs: number): Promise<ReadonlyMap<number, GuestMetrics>>
}

/** Guests' counters are shown live as they are, beside their rates, which their charts want too. */
export function guestSource(meters: readonly Meter[], guests: GuestIndex, hub: Pick<EventHub, 'values'>): Source {
  let latest = new Map<number, GuestMetrics>()
  let gone: number[] = []
  return {
    kind: 'guest',
    async measure(nowMs) {
      const before = latest
      const measured = await Promise.all(meters.map(meter => meter.measure(nowMs)))
      latest = new Map(
        measured.flatMap(one => [...one]).map(([vmid, metrics]) => [vmid, { ...metrics, rates: rates(before.get(vmid), metrics) }]),
      )
      gone = [...before.keys()].filter(vmid => !latest.has(vmid))
      const samples = new Map<string, Sample>()
      for (const [vmid, metrics] of latest) {
        const summary = guests.find(vmid)?.summary
        samples.set(String(vmid), {
          cpu: metrics.cpu,
          maxcpu: metrics.cpus ?? summary?.cpus,
          mem: metrics.mem,
          maxmem: summary?.memory,
          disk: metrics.disk ?? 0,
          maxdisk: metrics.maxdisk ?? summary?.disk,
          memhost: metrics.memhost,
          ...metrics.rates,
          ...metrics.pressure,
        })
      }
      return samples
    },
    withdraw: () => gone.map(vmid => ({ kind: 'metrics', id: String(vmid), path: `/vms/${vmid}`, data: null })),
    show: id => {
      const metrics = latest.get(Number(id))
      if (!metrics || !hub.values('guest').has(id)) return undefined
      const { details, ...data } = metrics
      return { kind: 'metrics', id, path: `/vms/${id}`, data, ...(details ? { here: details } : {}) }
    },
  }
}

function rates(before: GuestMetrics | undefined, now: GuestMetrics): NonNullable<GuestMetrics['rates']> {
  const seconds = before?.pid === now.pid ? (now.time - before.time) / 1000 : 0
  if (!before || seconds <= 0) return {}
  const rate = (name: 'netin' | 'netout' | 'diskread' | 'diskwrite') => {
    const [from, to] = [before[name], now[name]]
    return from === undefined || to === undefined ? {} : { [name]: Math.max(0, (to - from) / seconds) }
  }
  return { ...rate('netin'), ...rate('netout'), ...rate('diskread'), ...rate('diskwrite') }
}

export function storageSource(storage: StorageService, node: string): Source {
  let latest = new Map<string, Sample>()
  let gone: string[] = []
  const path = (id: string) => `/storage/${id.split('/')[1] ?? ''}`
  return {
    kind: 'storage',
    async measure() {
      const before = latest
      const enabled = (await storage.statuses()).filter(one => one.enabled)
      latest = new Map(enabled.map(one => [`${node}/${one.storage}`, one.active ? { used: one.used, total: one.total } : {}]))
      gone = [...before.keys()].filter(id => !latest.has(id))
      return latest
    },
    withdraw: () => gone.map(id => ({ kind: 'storage', id, path: path(id), data: null })),
    show(id, sample) {
      const data: StorageUse = 'total' in sample ? sample : { active: false }
      return { kind: 'storage', id, path: path(id), data }
    },
  }
}
