import {
  applyChanges,
  changeGuestConfig,
  parseGuestConfig,
  pendingChanges,
  readGuestConfig,
  type AppliedChange,
  type ChangeFrame,
  type PendingChange,
} from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { planSection } from '../steps/load-container.ts'
import type { LiveChange } from './live-change.ts'
import { liveHandler } from './live-handlers.ts'

/** The change with plans of the container as it runs, without and with this one key changed. */
async function prepare(services: LxcServices, frame: ChangeFrame, vmid: number, key: string): Promise<LiveChange | undefined> {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  const change = pendingChanges(config).find(one => one.key === key)
  if (!change) return undefined
  const wanted = parseGuestConfig(text)
  applyChanges(wanted, vmid, one => one === key)
  return {
    services,
    container: await services.runtime.require(vmid),
    vmid,
    key,
    from: change.from,
    to: change.to,
    before: await planSection(services, vmid, config.current),
    after: await planSection(services, vmid, wanted.current),
    log: line => frame.work.log(line),
  }
}

/** Notes in the config what the running container has. */
async function note(services: LxcServices, frame: ChangeFrame, vmid: number, key: string): Promise<string[]> {
  let free: string[] = []
  await changeGuestConfig(services.store, frame.author, placeHere(services, vmid), { skipLock: true }, config => {
    free = applyChanges(config, vmid, one => one === key)
  })
  return free
}

/** Things that go first: they make room for those that come. */
function inOrder(changes: readonly PendingChange[]): PendingChange[] {
  return changes.toSorted((a, b) => Number(a.to !== undefined) - Number(b.to !== undefined))
}

/**
 * Brings those pending changes of a running container into force that it can take at once, each by itself; the others stay
 * pending. Of what was pending before, a change of other keys tries nothing again. The config is written after each, so that
 * it says what the container has. In a container that does not run: nothing.
 */
export async function applyLive(
  services: LxcServices,
  frame: ChangeFrame,
  vmid: number,
  touched: readonly string[],
): Promise<AppliedChange> {
  const free: string[] = []
  const problems: Record<string, string> = {}
  if (!(await services.runtime.running(vmid))) return { free, problems }
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  for (const { key } of inOrder(pendingChanges(config))) {
    const handler = touched.includes(key) ? liveHandler(key) : undefined
    if (!handler) continue
    try {
      const change = await prepare(services, frame, vmid, key)
      if (change && (await handler(change))) free.push(...(await note(services, frame, vmid, key)))
    } catch (error) {
      problems[key] = failureText(error)
      frame.work.warn(`${key} waits for the next start of CT ${vmid}: ${problems[key]}`)
    }
  }
  return { free, problems }
}
