import type { usbDevice } from '@quorate/contract/qemu/usb'
import { Failure, type Static } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import { knowsXhci } from './os-type.ts'

export interface UsbPlan {
  readonly options: readonly string[]
  readonly devices: readonly DevicePlan[]
  /** What can be plugged while the guest runs. */
  readonly plugs: readonly UsbPlug[]
}

/** One device with what it needs, as QMP takes it: controller, character device, device. */
export interface UsbPlug {
  /** `usb0`, `tablet` */
  readonly key: string
  readonly controllers: readonly DevicePlan[]
  /** Arguments of `chardev-add`. */
  readonly chardev: { readonly id: string; readonly backend: Readonly<Record<string, unknown>> } | undefined
  readonly device: DevicePlan
}

type UsbConfig = Static<typeof usbDevice>

/** Ports of the xHCI controller; usb<n> sits at port n + 1 of it, or of the EHCI controller. */
const xhciPorts = 15
const ehciPorts = 6

/** The controllers that are always there: the tablet's. */
function baseControllers(context: PlanContext): DevicePlan[] {
  if (context.machine.kind === 'pc') return [{ driver: 'piix3-usb-uhci', id: 'uhci', bus: 'pci.0', addr: '0x1.2' }]
  return [
    { driver: 'ich9-usb-uhci1', id: 'uhci-1', masterbus: 'ehci.0', firstport: 0, bus: 'pcie.0', addr: '0x1d.0', multifunction: true },
    { driver: 'ich9-usb-uhci2', id: 'uhci-2', masterbus: 'ehci.0', firstport: 2, bus: 'pcie.0', addr: '0x1d.1', multifunction: true },
    { driver: 'ich9-usb-uhci3', id: 'uhci-3', masterbus: 'ehci.0', firstport: 4, bus: 'pcie.0', addr: '0x1d.2', multifunction: true },
  ]
}

function ehci(): DevicePlan {
  return { driver: 'ich9-usb-ehci1', id: 'ehci', bus: 'pcie.0', addr: '0x1d.7', multifunction: true }
}

export function planUsb(context: PlanContext): UsbPlan {
  const { config, machine } = context
  const q35 = machine.kind === 'q35'
  const devices = q35 ? [ehci(), ...baseControllers(context)] : baseControllers(context)
  const options: string[] = []
  const plugs: UsbPlug[] = []
  if (config.tablet !== false) {
    const device: DevicePlan = { driver: 'usb-tablet', id: 'tablet', bus: q35 ? 'ehci.0' : 'uhci.0', port: '1' }
    devices.push(device)
    plugs.push({ key: 'tablet', controllers: [], chardev: undefined, device })
  }
  const used = Array.from({ length: 14 }, (_, index) => index).filter(index => config[`usb${index}`])
  const onXhci = (index: number) => knowsXhci(context.config.ostype) || (config[`usb${index}`] as UsbConfig).usb3 === true
  const xhci: DevicePlan = { driver: 'qemu-xhci', id: 'xhci', p2: xhciPorts, p3: xhciPorts, ...pciPlace(machine.kind, 'xhci0') }
  const ehciExtra: DevicePlan = { driver: 'usb-ehci', id: 'ehci-extra', ...pciPlace(machine.kind, 'ehci0') }
  if (used.some(onXhci)) devices.push(xhci)
  if (used.some(index => !onXhci(index))) devices.push(ehciExtra)
  for (const index of used) {
    const controller = onXhci(index) ? xhci : ehciExtra
    if (controller === ehciExtra && index >= ehciPorts)
      throw new Failure(`usb${index}: this guest's USB 2 controller has ${ehciPorts} ports; set usb3=1 or use usb0 to usb${ehciPorts - 1}`)
    const plan = planUsbDevice(context, index, { bus: `${controller.id}.0`, port: String(index + 1) })
    options.push(...plan.options)
    devices.push(plan.device)
    plugs.push({ key: `usb${index}`, controllers: [controller], chardev: plan.chardev, device: plan.device })
  }
  return { options, devices, plugs }
}

/** One passed-through device. */
function planUsbDevice(
  context: PlanContext,
  index: number,
  place: { bus: string; port: string },
): { options: string[]; chardev: UsbPlug['chardev']; device: DevicePlan } {
  const key = `usb${index}`
  const config = context.config[key] as UsbConfig
  if (config.host?.toLowerCase() === 'spice') {
    const chardev = `usbredirchardev${index}`
    return {
      options: ['-chardev', `spicevmc,id=${chardev},name=usbredir`],
      chardev: { id: chardev, backend: { type: 'spicevmc', data: { type: 'usbredir' } } },
      device: { driver: 'usb-redir', id: `usbredirdev${index}`, chardev, ...place },
    }
  }
  const host = config.mapping === undefined ? config.host : context.facts.mappings?.get(`usb/${config.mapping}`)?.choices[0]?.devices[0]
  if (host === undefined)
    throw new Failure(
      `${key}: ${config.mapping === undefined ? 'names no host device' : `mapping '${config.mapping}' has no device on node ${context.facts.node}`}`,
    )
  const device: DevicePlan = { driver: 'usb-host', id: key, ...place, bootindex: context.boot.get(key), ...hostDevice(key, host) }
  return { options: [], chardev: undefined, device }
}

function hostDevice(key: string, host: string): Record<string, string | number> {
  const product = /^(?:0x)?([0-9a-f]{4}):(?:0x)?([0-9a-f]{4})$/i.exec(host)
  if (product) return { vendorid: Number.parseInt(product[1] as string, 16), productid: Number.parseInt(product[2] as string, 16) }
  const port = /^(\d+)-(\d+(?:\.\d+)*)$/.exec(host)
  if (port) return { hostbus: Number(port[1]), hostport: port[2] as string }
  throw new Failure(`${key}: '${host}' is neither vendor:product nor bus-port`)
}
