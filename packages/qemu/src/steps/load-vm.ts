import { isVolume, readGuestConfig, type ConfigSection, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { canDirectIo } from '../capabilities/direct-io.ts'
import { encryptionFacts } from '../runtime/encryption-facts.ts'
import { runFolder } from '../runtime/run-record.ts'
import { customCpuModels } from '../devices/custom-cpu-models.ts'
import { driveKeys } from '../devices/drive.ts'
import { networkKeys } from '../devices/network.ts'
import type { DriveConfig, NetConfig, VmConfig } from '../plan/vm-config.ts'
import type { ResolvedVolume, StartOptions, VmFacts } from '../plan/vm-facts.ts'
import type { VmPlan } from '../plan/vm-plan.ts'
import { planVm } from '../plan/plan-vm.ts'
import { showCommand } from '../plan/show-command.ts'
import { readConfig } from '../plan/read-config.ts'
import type { QemuServices } from '../services.ts'
import { deviceFacts } from './device-facts.ts'

type FactServices = Pick<QemuServices, 'host' | 'store' | 'storage' | 'capabilities' | 'hostFacts' | 'firmware'>

/** On these, io_uring stalled or was slow in practice. */
const withoutIoUring = new Set(['lvm', 'lvmthin', 'rbd', 'cifs'])

export function loadVm({ store, host }: Pick<QemuServices, 'store' | 'host'>, vmid: number): { config: GuestConfig; text: string } {
  return readGuestConfig(store, { kind: 'qemu', node: host.root.node, vmid })
}

/** The typed config of a section. Fails when a value cannot be read that the guest needs. */
export function decodeVm(vmid: number, section: ConfigSection): VmConfig {
  return readConfig(vmid, section).config
}

/** Endings of image files that stand in a config by their path; anything else is raw. */
const imageFormat = /\.(qcow2|qed|vmdk|vdi|vhdx|vpc|cloop|dmg)$/

async function volumeFact(services: FactServices, key: string, { file, format: named }: DriveConfig): Promise<ResolvedVolume> {
  if (!isVolume(file)) {
    const stat = await services.host.files.stat(file)
    if (!stat) throw new Failure(`${key}: '${file}' does not exist on node ${services.host.root.node}`)
    const format = (named ?? imageFormat.exec(file)?.[1] ?? 'raw') as ResolvedVolume['format']
    return { path: file, format, readonly: false, directIo: await canDirectIo(file), blockDevice: stat.kind === 'block' }
  }
  const volume = await services.storage.resolve(file).catch((error: unknown) => {
    throw new Failure(`${key}: volume '${file}' cannot be used`, { cause: error })
  })
  if (volume.kind === 'folder') throw new Failure(`${key}: '${file}' is a folder tree for containers, no disk`)
  const readonly = volume.content !== 'images' || volume.base
  const format = volume.content === 'images' || volume.content === 'import' ? volume.format : 'raw'
  return {
    path: volume.path,
    format: format as ResolvedVolume['format'],
    readonly,
    directIo: await canDirectIo(volume.path),
    blockDevice: volume.kind === 'block',
    avoidIoUring: withoutIoUring.has(services.storage.entry(volume.storage).type),
  }
}

/** Everything in the config that is a volume or a file, with its key. */
function filesOf(config: VmConfig): [key: string, drive: DriveConfig][] {
  return [...driveKeys(config), 'efidisk0', 'tpmstate0'].flatMap((key): [string, DriveConfig][] => {
    const drive = config[key] as DriveConfig | undefined
    return drive && drive.file !== 'none' && drive.file !== 'cdrom' ? [[key, drive]] : []
  })
}

function bridgesOf(config: VmConfig): string[] {
  return networkKeys(config).flatMap(key => (config[key] as NetConfig).bridge ?? [])
}

async function firmwareFiles({ host, firmware }: FactServices): Promise<string[]> {
  return (await host.files.stat(firmware)) ? await host.files.list(firmware) : []
}

export interface PlannedVm {
  readonly config: VmConfig
  readonly facts: VmFacts
  readonly plan: VmPlan
  /** Lines and options of the config that this version has no use for, with a word about each. */
  readonly unknown: readonly string[]
  /** Volume ids that the plan uses. */
  readonly volumes: readonly string[]
  readonly qemu: string
}

/** Gathers what the plan of a section's VM needs to know and makes the plan. Runs no program, except that QEMU is asked for a guest with encrypted memory. */
export async function planSection(
  services: FactServices,
  vmid: number,
  section: ConfigSection,
  options: StartOptions = {},
): Promise<PlannedVm> {
  const { config, warnings, unknown } = readConfig(vmid, section)
  const volumes = new Map<string, ResolvedVolume>()
  for (const [key, drive] of filesOf(config)) if (!volumes.has(drive.file)) volumes.set(drive.file, await volumeFact(services, key, drive))
  const qemu = await services.capabilities()
  const encrypted = config['amd-sev'] !== undefined || config['intel-tdx'] !== undefined
  const facts: VmFacts = {
    vmid,
    node: services.host.root.node,
    paths: { run: runFolder(services.host.root), firmware: services.firmware, firmwareFiles: await firmwareFiles(services) },
    qemu,
    host: { ...(await services.hostFacts(bridgesOf(config))), ...(encrypted ? await encryptionFacts(services.host, qemu.binary) : {}) },
    volumes,
    ...(await deviceFacts(services, vmid, config)),
    customCpus: config.cpu?.cputype?.startsWith('custom-') ? customCpuModels(services.store, text => warnings.push(text)) : undefined,
    cdromDrive: (await services.host.files.stat('/dev/cdrom')) !== undefined,
  }
  const plan = planVm(config, facts, options)
  return {
    config,
    facts,
    plan: { ...plan, warnings: [...warnings, ...plan.warnings] },
    unknown,
    volumes: [...volumes.keys()].filter(isVolume),
    qemu: qemu.version,
  }
}

/** The command line of a VM as its next start, or one from a snapshot, would have it. `pretty`: one option a line. */
export async function showCommandFor(
  services: FactServices,
  vmid: number,
  options: { pretty?: boolean | undefined; snapshot?: string | undefined } = {},
): Promise<string> {
  const { config } = loadVm(services, vmid)
  const { plan } = await planSection(
    services,
    vmid,
    options.snapshot === undefined ? config.current : config.requireSnapshot(options.snapshot),
  )
  return showCommand(plan, options.pretty ?? false)
}
