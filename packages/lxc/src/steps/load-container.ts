import { stat } from 'node:fs/promises'
import type { ConfigSection } from '@quorate/guest'
import { errorCode } from '@quorate/host'
import { numberedKeys, type ContainerConfig, type DeviceConfig, type NetConfig } from '../plan/container-config.ts'
import type { ContainerFacts, HostDevice, PlanOptions } from '../plan/container-facts.ts'
import type { ContainerPlan } from '../plan/container-plan.ts'
import { planContainer } from '../plan/plan-container.ts'
import { readConfig } from '../plan/read-config.ts'
import { containerGroups } from '../runtime/container-groups.ts'
import { deviceFolder, rootMount } from '../runtime/lxc-paths.ts'
import { endHook, seccompFile } from '../runtime/run-record.ts'
import type { LxcServices } from '../services.ts'

type FactServices = Pick<LxcServices, 'host' | 'hostFacts' | 'lxcfs'>

export interface PlannedContainer {
  readonly config: ContainerConfig
  readonly plan: ContainerPlan
  /** Lines and options of the config that this version has no use for, with a word about each. */
  readonly unknown: readonly string[]
  /** CPUs that its cores can be chosen from. */
  readonly cpus: readonly number[]
}

/** undefined: no device */
async function deviceAt(path: string): Promise<HostDevice | undefined> {
  try {
    const stats = await stat(path)
    if (!stats.isBlockDevice() && !stats.isCharacterDevice()) return undefined
    const major = (stats.rdev >>> 8) & 0xfff
    const minor = (stats.rdev & 0xff) | ((stats.rdev >>> 12) & 0xfff00)
    return { kind: stats.isBlockDevice() ? 'b' : 'c', major, minor }
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENXIO'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}

async function devicesOf(config: ContainerConfig): Promise<Map<string, HostDevice>> {
  const found = new Map<string, HostDevice>()
  for (const key of numberedKeys(config, 'dev')) {
    const { path } = config[key] as DeviceConfig
    const device = path === undefined ? undefined : await deviceAt(path)
    if (path !== undefined && device) found.set(path, device)
  }
  return found
}

function bridgesOf(config: ContainerConfig): string[] {
  return numberedKeys(config, 'net').flatMap(key => (config[key] as NetConfig).bridge ?? [])
}

async function factsFor(
  { host, hostFacts, lxcfs }: FactServices,
  vmid: number,
  config: ContainerConfig,
): Promise<ContainerFacts & { cpuNumbers: readonly number[] }> {
  const { root } = host
  const { cpuNumbers, ...facts } = await hostFacts(bridgesOf(config))
  return {
    vmid,
    node: root.node,
    paths: {
      rootfs: rootMount(root, vmid),
      devices: deviceFolder(root, vmid),
      seccomp: seccompFile(root, vmid),
      endHook: endHook(root, vmid),
    },
    groups: containerGroups(host, vmid),
    host: { ...facts, cpus: cpuNumbers.length },
    cpuNumbers,
    devices: await devicesOf(config),
    lxcfs: await lxcfs(),
  }
}

/** Gathers what the plan of a section's container needs to know and makes the plan. Runs no program. */
export async function planSection(
  services: FactServices,
  vmid: number,
  section: ConfigSection,
  options: (cores: number | undefined, cpus: readonly number[]) => PlanOptions = () => ({}),
): Promise<PlannedContainer> {
  const { config, raw, warnings, unknown } = readConfig(vmid, section)
  const { cpuNumbers, ...facts } = await factsFor(services, vmid, config)
  const plan = planContainer(config, raw, facts, options(config.cores, cpuNumbers))
  return { config, plan: { ...plan, warnings: [...warnings, ...plan.warnings] }, unknown, cpus: cpuNumbers }
}
