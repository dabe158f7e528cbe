import { checkTakesIn, hookscriptPath, parseGuestConfig, type ConfigSection } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { numberedKeys, type NetConfig } from '../plan/container-config.ts'
import { planMounts } from '../plan/mount-points.ts'
import { readConfig } from '../plan/read-config.ts'
import type { LxcServices } from '../services.ts'
import { planSection } from '../steps/load-container.ts'
import type { IncomingRequest } from './wire.ts'

async function attempt(problems: string[], look: () => Promise<void> | void): Promise<void> {
  try {
    await look()
  } catch (error) {
    problems.push(failureText(error))
  }
}

/** What the container would not find when it is started here. */
async function checkStart(services: LxcServices, problems: string[], vmid: number, current: ConfigSection): Promise<void> {
  const { host } = services
  const { node } = host.root
  const { config } = readConfig(vmid, current)
  const bridges = numberedKeys(config, 'net').flatMap(key => (config[key] as NetConfig).bridge ?? [])
  for (const bridge of new Set(bridges))
    if (host.links.mtu(bridge) === undefined) problems.push(`bridge '${bridge}' does not exist on node ${node}`)
  for (const { key, source } of planMounts(config).filter(({ volume }) => !volume))
    if (!(await host.files.stat(source))) problems.push(`${key}: '${source}' does not exist on node ${node}`)
  const script = current.get('hookscript')
  if (script !== undefined) await attempt(problems, async () => void (await hookscriptPath(services, script)))
  await planSection(services, vmid, current)
}

/** What speaks against taking in a container here, in words. Changes nothing. */
export async function checkTarget(services: LxcServices, vmid: number, request: IncomingRequest): Promise<string[]> {
  const problems: string[] = []
  const { volumes, sharedStorages, runs } = request
  const needs = new Map(sharedStorages.map(storage => [storage, 0]))
  for (const { storage, usedBytes } of volumes) needs.set(storage, (needs.get(storage) ?? 0) + usedBytes)
  for (const [storage, bytes] of needs) await attempt(problems, () => checkTakesIn(services, storage, 'rootdir', bytes))
  if (await services.runtime.running(vmid)) problems.push(`CT ${vmid} runs on node ${services.host.root.node} already`)
  if (runs) await attempt(problems, () => checkStart(services, problems, vmid, parseGuestConfig(request.config, 'lxc').current))
  return problems
}
