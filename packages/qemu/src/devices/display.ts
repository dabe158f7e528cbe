import { Failure } from '@quorate/schema'
import { escapeValue } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import { hasPrimaryCard } from './host-pci.ts'
import { usualDisplay } from './os-type.ts'
import { screenPorts, spiceOptions } from './spice.ts'

export interface DisplayPlan {
  readonly options: readonly string[]
  readonly devices: readonly DevicePlan[]
  /** undefined: no display */
  readonly vnc: string | undefined
  /** undefined: no SPICE */
  readonly spice: string | undefined
}

const drivers: Readonly<Record<string, string>> = {
  std: 'VGA',
  cirrus: 'cirrus-vga',
  vmware: 'vmware-svga',
  virtio: 'virtio-vga',
  'virtio-gl': 'virtio-vga-gl',
}

/** Type of the graphics card: the config's, or the usual one of the guest's system. */
export function displayType(context: PlanContext): string {
  if (hasPrimaryCard(context.config)) return 'none'
  return context.config.vga?.type ?? usualDisplay(context.config.ostype)
}

/** The serial port that is the screen (`vga: serial0`), if one is. */
export function screenSerial(type: string): number | undefined {
  const match = /^serial([0-3])$/.exec(type)
  return match ? Number(match[1]) : undefined
}

export function planDisplay(context: PlanContext): DisplayPlan {
  const type = displayType(context)
  if (type === 'none' || screenSerial(type) !== undefined) {
    if (context.config.vga?.clipboard) context.warnings.push(`vga: there is no screen, so clipboard=vnc does nothing`)
    return { options: ['-display', 'none', '-vga', 'none'], devices: [], vnc: undefined, spice: undefined }
  }
  const vnc = `${context.facts.paths.run}/${context.facts.vmid}.vnc`
  const options = ['-vga', 'none', '-vnc', `unix:${escapeValue(vnc)},password=on`]
  if (context.config.keyboard !== undefined) options.push('-k', context.config.keyboard)
  if (type === 'virtio-gl') options.unshift(...openGl(context))
  const screens = /^qxl([2-4]?)$/.exec(type)
  if (screens) return planQxl(context, Number(screens[1] || 1), vnc, options)
  const memory = context.config.vga?.memory
  const driver = drivers[type]
  if (!driver) throw new Failure(`vga: '${type}' is not a graphics card`)
  requireDevice(context, driver, type)
  const device: DevicePlan = {
    driver,
    id: 'vga',
    ...pciPlace(context.machine.kind, 'vga0'),
    vgamem_mb: memory === undefined ? undefined : videoMemory(type, memory),
    max_hostmem: memory !== undefined && type.startsWith('virtio') ? memory * 2 ** 20 : undefined,
  }
  const ports = screenPorts(context, false)
  return { options: [...options, ...ports.options], devices: [device, ...ports.devices], vnc, spice: undefined }
}

/** Drawing without a screen needs a graphics card of the host. */
function openGl({ facts }: PlanContext): string[] {
  if (facts.host.renderNode === false) {
    throw new Failure(
      `vga: virtio-gl needs a graphics card of node ${facts.node}, and there is none at /dev/dri/renderD*: set another type, for example virtio`,
    )
  }
  return ['-display', 'egl-headless,gl=core']
}

function planQxl(context: PlanContext, screens: number, vnc: string, options: string[]): DisplayPlan {
  requireDevice(context, 'qxl-vga', 'qxl')
  const { kind } = context.machine
  const memory = powerOfTwo(context.config.vga?.memory ?? 16)
  const sizes = { vgamem_mb: memory, ram_size_mb: memory * 4, vram_size_mb: memory * 2 }
  // Windows drives one card per screen, Linux all screens with one.
  const cards = (context.config.ostype ?? '').startsWith('w') ? screens : 1
  const spice = `${context.facts.paths.run}/${context.facts.vmid}.spice`
  const devices: DevicePlan[] = [
    { driver: 'qxl-vga', id: 'vga', ...pciPlace(kind, 'vga0'), ...sizes, max_outputs: cards === 1 && screens > 1 ? screens : undefined },
  ]
  for (let card = 1; card < cards; card++) devices.push({ driver: 'qxl', id: `vga${card}`, ...pciPlace(kind, `vga${card}`), ...sizes })
  const ports = screenPorts(context, true)
  return {
    options: [...options, ...spiceOptions(context, spice), ...ports.options],
    devices: [...devices, ...ports.devices],
    vnc,
    spice,
  }
}

function requireDevice(context: PlanContext, driver: string, type: string): void {
  const { qemu } = context.facts
  if (!qemu.devices.includes(driver)) {
    throw new Failure(
      `vga: QEMU ${qemu.version} on node ${context.facts.node} cannot do '${type}' (device ${driver} is missing): install its module or set another type, for example std`,
    )
  }
}

function powerOfTwo(mebibytes: number): number {
  return 2 ** Math.ceil(Math.log2(mebibytes))
}

/** MiB of the cards whose memory is their screen; a Cirrus card has 16 at most. undefined: the card's is not set so */
function videoMemory(type: string, mebibytes: number): number | undefined {
  if (type === 'cirrus') return Math.min(powerOfTwo(mebibytes), 16)
  return type === 'std' || type === 'vmware' ? powerOfTwo(mebibytes) : undefined
}
