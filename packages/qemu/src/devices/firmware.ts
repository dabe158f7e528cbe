import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import type { MachineKind } from '../plan/pci-layout.ts'
import type { DriveConfig } from '../plan/vm-config.ts'
import type { BlockNode, DiskPlan, TemporaryCopy } from '../plan/vm-plan.ts'
import { blockNodes, nodeNames } from './block-nodes.ts'
import { volumeOf } from './drive.ts'

export interface FirmwareFiles {
  /** Names in the firmware folder. */
  readonly code: string
  /** What a new efidisk starts with. */
  readonly vars: string
  /** bytes of the variables */
  readonly varsSize: number
  /** The code asks for system management mode (secure boot on q35). */
  readonly smm: boolean
}

export interface EfiSetting {
  readonly efitype?: string
  readonly 'pre-enrolled-keys'?: boolean
}

/** Which OVMF files belong to an efidisk. Secure boot needs system management mode, which only q35 has. */
function efiFiles(setting: EfiSetting | undefined, kind: MachineKind): FirmwareFiles {
  const large = setting === undefined || setting.efitype === '4m'
  const middle = large ? '_4M' : ''
  const keys = setting?.['pre-enrolled-keys'] === true
  const secure = keys && kind === 'q35'
  return {
    code: `OVMF_CODE${middle}${secure ? '.secboot' : ''}.fd`,
    vars: `OVMF_VARS${middle}${keys ? '.ms' : ''}.fd`,
    varsSize: large ? 540_672 : 131_072,
    smm: secure,
  }
}

/** The path of a firmware file. Fails when the node has none: Debian 13 no longer has those of 2 MB. */
function firmwareFile({ facts: { paths, node } }: PlanContext, key: string, name: string): string {
  const { firmware, firmwareFiles } = paths
  if (!firmwareFiles || firmwareFiles.includes(name)) return `${firmware}/${name}`
  const advice =
    /^OVMF_(?:CODE|VARS)\./.test(name) && firmwareFiles.includes('OVMF_CODE_4M.fd')
      ? 'there is firmware for EFI disks of type 4m only; take efidisk0 out of the config and make a new one with efitype=4m'
      : 'install the package that has it'
  throw new Failure(`${key}: node ${node} has no ${name} in ${firmware}: ${advice}`)
}

export interface FirmwarePlan {
  readonly disks: readonly DiskPlan[]
  /** Nodes that are no disk of the guest: the code. */
  readonly nodes: readonly BlockNode[]
  readonly pflash: readonly string[]
  readonly smm: boolean
  readonly copies: readonly TemporaryCopy[]
  /** Firmware that is loaded as a whole, without flash chips. */
  readonly options: readonly string[]
}

const none: FirmwarePlan = { disks: [], nodes: [], pflash: [], smm: false, copies: [], options: [] }

/** `whole`: a file for guests that cannot have flash chips. OVMF in two flash chips: the code, and the variables on efidisk0 or, without one, in a copy that is lost at the stop. */
export function planFirmware(context: PlanContext, whole?: string): FirmwarePlan {
  const { config, facts, machine } = context
  if (config.bios !== 'ovmf') return none
  if (whole !== undefined) {
    if (config.efidisk0)
      context.warnings.push('efidisk0: an encrypted guest of this kind has no flash chips: its EFI settings are not kept')
    return { ...none, options: ['-bios', firmwareFile(context, 'bios', whole)] }
  }
  const efi = config.efidisk0
  const files = efiFiles(efi, machine.kind)
  if (efi?.['pre-enrolled-keys'] && machine.kind === 'pc') context.warnings.push('efidisk0: secure boot needs machine: q35; it is off')
  const codeFile = firmwareFile(context, efi ? 'efidisk0' : 'bios', files.code)
  const code: BlockNode[] = [
    { driver: 'file', filename: codeFile, 'read-only': true, 'node-name': 'file-pflash0' },
    { driver: 'raw', file: 'file-pflash0', 'read-only': true, 'node-name': 'pflash0' },
  ]
  const key = 'efidisk0'
  const volume = efi && volumeOf(context, key, efi as DriveConfig)
  const copy = `${facts.paths.run}/${facts.vmid}.efivars`
  if (!volume) context.warnings.push('bios: ovmf without efidisk0: EFI settings (boot entries) are forgotten at every stop')
  const block = blockNodes(
    key,
    { ...efi, file: efi?.file ?? copy, detect_zeroes: false },
    volume ?? { path: copy, format: 'raw', readonly: false, directIo: false, blockDevice: false },
    { direct: false, noFlush: false, writeBack: true, aio: 'threads', warning: undefined },
    { readonly: volume?.readonly ?? false, throttle: false, size: volume ? files.varsSize : undefined },
  )
  const disk: DiskPlan = {
    key,
    file: efi?.file ?? '',
    cdrom: false,
    readonly: volume?.readonly ?? false,
    node: nodeNames(key).top,
    formatNode: nodeNames(key).top,
    objects: [],
    nodes: block.nodes,
    options: [],
    controllers: [],
    device: undefined,
  }
  return {
    disks: volume ? [disk] : [],
    nodes: volume ? code : [...code, ...block.nodes],
    pflash: ['pflash0', disk.node as string],
    smm: files.smm,
    options: [],
    copies: volume ? [] : [{ from: firmwareFile(context, 'bios', files.vars), to: copy }],
  }
}
