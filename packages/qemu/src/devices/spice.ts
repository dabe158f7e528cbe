import { Failure } from '@quorate/schema'
import { escapeValue } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'

export interface ScreenExtras {
  readonly options: readonly string[]
  readonly devices: readonly DevicePlan[]
}

const nothing: ScreenExtras = { options: [], devices: [] }

/** SPICE on a unix socket; it has no password until one is set over QMP, and until then admits nobody. */
export function spiceOptions({ config }: PlanContext, socket: string): string[] {
  const { videostreaming } = config.spice_enhancements ?? {}
  const streaming = videostreaming === undefined || videostreaming === 'off' ? '' : `,streaming-video=${videostreaming}`
  return ['-spice', `unix=on,addr=${escapeValue(socket)},seamless-migration=on${streaming}`]
}

/**
 * The ports by which console and guest exchange clipboard and folders: to the SPICE client, or, for the clipboard alone,
 * to the viewer of VNC.
 */
export function screenPorts(context: PlanContext, spice: boolean): ScreenExtras {
  const { config, machine } = context
  const folders = config.spice_enhancements?.foldersharing === true
  const enhanced = folders || (config.spice_enhancements?.videostreaming ?? 'off') !== 'off'
  if (enhanced && !spice) context.warnings.push('spice_enhancements: there is no SPICE display (vga: qxl), so they do nothing')
  const agent = agentChannel(context, spice)
  if (agent === undefined) return nothing
  const options = ['-chardev', agent]
  const devices: DevicePlan[] = [
    { driver: 'virtio-serial-pci', id: 'spice', ...pciPlace(machine.kind, 'spice0') },
    { driver: 'virtserialport', id: 'vdagentport', bus: 'spice.0', chardev: 'vdagent', name: 'com.redhat.spice.0' },
  ]
  if (folders && spice) {
    options.push('-chardev', 'spiceport,id=foldershare,name=org.spice-space.webdav.0')
    devices.push({
      driver: 'virtserialport',
      id: 'foldershareport',
      bus: 'spice.0',
      chardev: 'foldershare',
      name: 'org.spice-space.webdav.0',
    })
  }
  return { options, devices }
}

/** The agent in the guest talks to one of the two: SPICE's own, or QEMU for VNC. */
function agentChannel({ config, facts }: PlanContext, spice: boolean): string | undefined {
  if (config.vga?.clipboard !== 'vnc') return spice ? 'spicevmc,id=vdagent,name=vdagent' : undefined
  const [major = 0, minor = 0] = facts.qemu.version.split('.').map(Number)
  if (major < 6 || (major === 6 && minor < 1))
    throw new Failure(`vga: clipboard=vnc needs QEMU 6.1 or newer, this is ${facts.qemu.version}`)
  return 'qemu-vdagent,id=vdagent,name=vdagent,clipboard=on'
}
