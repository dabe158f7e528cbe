import type { EventHub } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'
import type { NodeMeter, NodeState, Sample, Source } from '@quorate/node'
import type { GuestMeter, GuestMetrics } from '@quorate/qemu'
import type { StorageService } from '@quorate/storage'

export function nodeSource(meter: NodeMeter, node: string): Source {
  return {
    kind: 'node',
    measure: async nowMs => new Map([[node, await meter.measure(nowMs)]]),
    show(id, sample) {
      const state: NodeState = {
        cpu: sample.cpu ?? 0,
        mem: sample.memused ?? 0,
        maxmem: sample.memtotal ?? 0,
        disk: sample.rootused ?? 0,
        maxdisk: sample.roottotal ?? 0,
        uptime: sample.uptime ?? 0,
      }
      return { kind: 'node', id, path: `/nodes/${id}`, data: state }
    },
  }
}

/** Guests' counters are shown live as they are; their charts want rates. */
export function guestSource(meter: Pick<GuestMeter, 'measure'>, guests: GuestIndex, hub: Pick<EventHub, 'values'>): Source {
  let latest = new Map<number, GuestMetrics>()
  let gone: number[] = []
  return {
    kind: 'guest',
    async measure(nowMs) {
      const before = latest
      latest = await meter.measure(nowMs)
      gone = [...before.keys()].filter(vmid => !latest.has(vmid))
      const samples = new Map<string, Sample>()
      for (const [vmid, metrics] of latest) {
        const summary = guests.find(vmid)?.summary
        samples.set(String(vmid), {
          cpu: metrics.cpu,
          maxcpu: summary?.cpus,
          mem: metrics.mem,
          maxmem: summary?.memory,
          disk: 0,
          maxdisk: summary?.disk,
          memhost: metrics.memhost,
          ...rates(before.get(vmid), metrics),
          ...metrics.pressure,
        })
      }
      return samples
    },
    withdraw: () => gone.map(vmid => ({ kind: 'metrics', id: String(vmid), path: `/vms/${vmid}`, data: null })),
    show: id => {
      const metrics = latest.get(Number(id))
      return metrics && hub.values('guest').has(id) ? { kind: 'metrics', id, path: `/vms/${id}`, data: metrics } : undefined
    },
  }
}

function rates(before: GuestMetrics | undefined, now: GuestMetrics): Sample {
  const seconds = before?.pid === now.pid ? (now.time - before.time) / 1000 : 0
  if (!before || seconds <= 0) return {}
  const rate = (name: 'netin' | 'netout' | 'diskread' | 'diskwrite') => Math.max(0, (now[name] - before[name]) / seconds)
  const disks = before.blockstat && now.blockstat ? { diskread: rate('diskread'), diskwrite: rate('diskwrite') } : {}
  return { netin: rate('netin'), netout: rate('netout'), ...disks }
}

export function storageSource(storage: StorageService, node: string): Source {
  return {
    kind: 'storage',
    async measure() {
      const statuses = await storage.statuses()
      return new Map(statuses.filter(one => one.active).map(one => [`${node}/${one.storage}`, { used: one.used, total: one.total }]))
    },
    show: (id, sample) => ({ kind: 'storage', id, path: `/storage/${id.split('/')[1] ?? ''}`, data: sample }),
  }
}
