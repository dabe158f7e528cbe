import { changeGuestConfig, parseGuestConfig, pendingChanges, type GuestConfig } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import type { VmPlan } from '../plan/vm-plan.ts'
import { placeHere } from '../procedures/author.ts'
import { applyVmChanges } from '../procedures/edit-config.ts'
import type { ChangeFrame } from '../procedures/update-vm.ts'
import { cgroupOf } from '../runtime/run-record.ts'
import type { QemuServices } from '../services.ts'
import { loadVm, planSection } from '../steps/load-vm.ts'
import { hotDisk } from './hot-disk.ts'
import { hotNic } from './hot-nic.ts'
import type { HotHandler } from './hot-change.ts'

const usualFeatures = ['network', 'disk', 'usb']

function features(config: GuestConfig): Set<string> {
  const text = config.current.get('hotplug') ?? '1'
  if (text === '0') return new Set()
  return new Set(text === '1' ? usualFeatures : text.split(/[,; ]+/))
}

const hotBalloon: HotHandler = async ({ to, from, talk, after }) => {
  const memory = Number(/-m (?:size=)?(\d+)/.exec(after.argv.join(' '))?.[1] ?? 0)
  const wanted = to === undefined ? memory : Number(to)
  // Without a balloon device there is nothing to inflate.
  if (from === '0' || !(wanted > 0)) return false
  await talk(client => client.execute('balloon', { value: wanted * 2 ** 20 }))
  return true
}

const hotCpuShare: HotHandler = async ({ services, vmid, after }) => {
  const { limit, weight, affinity } = after.cgroup
  await services.host.cgroups.setCpu(cgroupOf(vmid), {
    limit: limit ?? 0,
    weight: weight ?? 100,
    ...(affinity === undefined ? {} : { affinity }),
  })
  return true
}

function handlerFor(key: string, to: string | undefined): HotHandler | undefined {
  if (/^(?:ide|sata|scsi|virtio)\d+$/.test(key)) return hotDisk
  if (/^net\d+$/.test(key)) return hotNic
  if (key === 'balloon') return hotBalloon
  if (key === 'cpulimit' || key === 'cpuunits' || (key === 'affinity' && to !== undefined)) return hotCpuShare
  return undefined
}

async function plans(services: QemuServices, vmid: number, text: string): Promise<{ before: VmPlan; after: VmPlan }> {
  const wanted = parseGuestConfig(text)
  applyVmChanges(wanted, vmid)
  const before = await planSection(services, vmid, parseGuestConfig(text).current)
  return { before: before.plan, after: (await planSection(services, vmid, wanted.current)).plan }
}

/**
 * Brings those pending changes of a running VM into force that it can take at once; the others stay pending. Answers
 * the volumes that can be freed afterwards.
 */
export async function hotApply(services: QemuServices, frame: ChangeFrame, vmid: number): Promise<string[]> {
  const { config, text } = loadVm(services, vmid)
  const waiting = pendingChanges(config).flatMap(change => {
    const handler = handlerFor(change.key, change.to)
    return handler ? [{ ...change, handler }] : []
  })
  if (waiting.length === 0) return []
  const done = new Set<string>()
  try {
    const { before, after } = await plans(services, vmid, text)
    for (const { key, from, to, handler } of waiting) {
      try {
        const talk: Parameters<HotHandler>[0]['talk'] = speak => services.runtime.qmp(vmid, speak)
        if (await handler({ services, vmid, key, from, to, before, after, features: features(config), talk })) done.add(key)
      } catch (error) {
        frame.work.warn(`${key} waits for the next start of VM ${vmid}: ${failureText(error)}`)
      }
    }
  } catch (error) {
    frame.work.warn(`changes wait for the next start of VM ${vmid}: ${failureText(error)}`)
  }
  if (done.size === 0) return []
  let free: string[] = []
  await changeGuestConfig(services.store, frame.author, placeHere(services, vmid), { skipLock: true }, edited => {
    free = applyVmChanges(edited, vmid, key => done.has(key))
  })
  return free
}
