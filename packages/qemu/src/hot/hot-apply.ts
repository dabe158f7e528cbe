import {
  type AppliedChange,
  type ChangeFrame,
  changeGuestConfig,
  parseGuestConfig,
  pendingChanges,
  setPending,
  type GuestConfig,
  type PendingChange,
} from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { hotplugFeatures } from '../plan/hotplug-features.ts'
import { applyVmChanges } from '../procedures/edit-config.ts'
import type { QemuServices } from '../services.ts'
import { loadVm, planSection } from '../steps/load-vm.ts'
import type { HotChange, HotHandler } from './hot-change.ts'
import { hotHandler } from './hot-handlers.ts'
import { Partly } from './partly.ts'
import { placeHere } from '../procedures/place-here.ts'

/** The change with plans of the machine as it runs, without and with this one key changed. */
async function prepare(services: QemuServices, vmid: number, key: string): Promise<HotChange | undefined> {
  const { config, text } = loadVm(services, vmid)
  const change = pendingChanges(config).find(one => one.key === key)
  if (!change) return undefined
  const { record } = await services.runtime.require(vmid)
  const wanted = parseGuestConfig(text)
  applyVmChanges(wanted, vmid, one => one === key)
  const planOf = async (one: GuestConfig) => (await planSection(services, vmid, one.current, { machine: record.machine })).plan
  return {
    services,
    vmid,
    key,
    from: change.from,
    to: change.to,
    before: await planOf(config),
    after: await planOf(wanted),
    features: hotplugFeatures(config.current.get('hotplug')),
    talk: speak => services.runtime.qmp(vmid, speak),
  }
}

/** Notes in the config what the running machine has: all of the change, or a part of it with the rest still pending. */
async function note(services: QemuServices, frame: ChangeFrame, vmid: number, key: string, partly?: Partly): Promise<string[]> {
  let free: string[] = []
  await changeGuestConfig(services.store, frame.author, placeHere(services, vmid), { skipLock: true }, config => {
    const wanted = config.pending?.get(key)
    if (partly) config.current.set(key, partly.reached)
    if (partly && wanted !== undefined) setPending(config, key, wanted)
    if (!partly) free = applyVmChanges(config, vmid, one => one === key)
  })
  return free
}

/** Things that go first: they make room for those that come. */
function inOrder(changes: readonly PendingChange[]): PendingChange[] {
  return changes.toSorted((a, b) => Number(a.to !== undefined) - Number(b.to !== undefined))
}

/**
 * Brings those pending changes of a running VM into force that it can take at once, each by itself; the others stay
 * pending. Of what was pending before, a change of other keys tries nothing again, unless it changes what may be plugged.
 * The config is written after each, so that it says what the machine has.
 */
export async function hotApply(
  services: QemuServices,
  frame: ChangeFrame,
  vmid: number,
  touched: readonly string[],
): Promise<AppliedChange> {
  const free: string[] = []
  const problems: Record<string, string> = {}
  const apply = async (key: string, handler: HotHandler) => {
    try {
      const change = await prepare(services, vmid, key)
      if (change && (await handler(change))) free.push(...(await note(services, frame, vmid, key)))
    } catch (error) {
      if (error instanceof Partly) await note(services, frame, vmid, key, error)
      problems[key] = failureText(error)
      frame.work.warn(`${key} waits for the next start of VM ${vmid}: ${problems[key]}`)
    }
  }
  for (const { key } of inOrder(pendingChanges(loadVm(services, vmid).config))) {
    const handler = touched.includes(key) || touched.includes('hotplug') ? hotHandler(key) : undefined
    if (handler) await apply(key, handler)
  }
  return { free, problems }
}
