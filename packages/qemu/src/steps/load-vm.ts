import { configDecoderOf, isVolume, readGuestConfig, type ConfigSection, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { canDirectIo } from '../capabilities/direct-io.ts'
import { runFolder } from '../runtime/run-record.ts'
import { networkKeys } from '../devices/network.ts'
import type { NetConfig, VmConfig } from '../plan/vm-config.ts'
import type { ResolvedMapping, ResolvedVolume, StartOptions, VmFacts } from '../plan/vm-facts.ts'
import type { VmPlan } from '../plan/vm-plan.ts'
import { planVm } from '../plan/plan-vm.ts'
import { showCommand } from '../plan/show-command.ts'
import { drives } from '../procedures/vm-keys.ts'
import type { QemuServices } from '../services.ts'
import { vmProperties } from '../vm-schema.ts'

type FactServices = Pick<QemuServices, 'host' | 'storage' | 'capabilities' | 'hostFacts' | 'firmware' | 'mapping'>

const decode = configDecoderOf(vmProperties)
/** On these, io_uring stalled or was slow in practice. */
const withoutIoUring = new Set(['lvm', 'lvmthin', 'rbd', 'cifs'])

export function loadVm({ store, host }: Pick<QemuServices, 'store' | 'host'>, vmid: number): { config: GuestConfig; text: string } {
  return readGuestConfig(store, { kind: 'qemu', node: host.root.node, vmid })
}

/** The typed config of a section. Fails when a value cannot be read: a guest is not started with half of its devices. */
export function decodeVm(vmid: number, section: ConfigSection): VmConfig {
  const { config, errors } = decode(section)
  const bad = Object.entries(errors)
  if (bad.length) throw new Failure(`config of VM ${vmid}: ${bad.map(([key, text]) => `${key}: ${text}`).join('; ')}`)
  return config
}

async function volumeFact(services: FactServices, file: string): Promise<ResolvedVolume> {
  if (!isVolume(file)) {
    const stat = await services.host.files.stat(file)
    if (!stat) throw new Failure(`'${file}' does not exist on node ${services.host.root.node}`)
    const format = file.endsWith('.qcow2') ? 'qcow2' : 'raw'
    return { path: file, format, readonly: false, directIo: await canDirectIo(file), blockDevice: stat.kind === 'block' }
  }
  const volume = await services.storage.resolve(file)
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

const mapped = [
  [/^hostpci\d+$/, 'pci'],
  [/^usb\d+$/, 'usb'],
  [/^virtiofs\d+$/, 'dir'],
] as const

async function mappings(services: FactServices, section: ConfigSection): Promise<Map<string, ResolvedMapping>> {
  const found = new Map<string, ResolvedMapping>()
  for (const [key, text] of section.values) {
    const kind = mapped.find(([form]) => form.test(key))?.[1]
    const name = kind && /(?:^|,)mapping=([^,]+)/.exec(text)?.[1]
    if (kind && name && services.mapping) found.set(name, await services.mapping(kind, name))
  }
  return found
}

/** Only a card with an MTU of its own depends on that of its bridge. */
function bridgesToAsk(config: VmConfig): string[] {
  const cards = networkKeys(config).map(key => config[key] as NetConfig)
  return cards.flatMap(net => (net.mtu !== undefined && net.bridge !== undefined ? [net.bridge] : []))
}

export interface PlannedVm {
  readonly config: VmConfig
  readonly plan: VmPlan
  /** Volume ids that the plan uses. */
  readonly volumes: readonly string[]
  readonly qemu: string
}

/** Gathers what the plan of a section's VM needs to know and makes the plan. Runs no program. */
export async function planSection(
  services: FactServices,
  vmid: number,
  section: ConfigSection,
  options: StartOptions = {},
): Promise<PlannedVm> {
  const config = decodeVm(vmid, section)
  const files = [...new Set(drives(section.values).map(([, drive]) => drive.file))].filter(file => file !== 'none' && file !== 'cdrom')
  const volumes = new Map<string, ResolvedVolume>()
  for (const file of files) volumes.set(file, await volumeFact(services, file))
  const qemu = await services.capabilities()
  const facts: VmFacts = {
    vmid,
    node: services.host.root.node,
    paths: { run: runFolder(services.host.root), firmware: services.firmware },
    qemu,
    host: await services.hostFacts(bridgesToAsk(config)),
    volumes,
    mappings: await mappings(services, section),
  }
  const plan = planVm(config, facts, options)
  return { config, plan, volumes: files.filter(isVolume), qemu: qemu.version }
}

/** The command line of a VM as its next start, or one from a snapshot, would have it. `pretty`: one option a line. */
export async function showCommandFor(
  services: FactServices & Pick<QemuServices, 'store'>,
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
