import type { Guest } from '../../live/guest.ts'

/** `now`: the running guest gets it. `tried`: it gets it where the guest takes part, otherwise at the next start. */
export type Effect = 'now' | 'tried' | 'start'

const usual = ['network', 'disk', 'usb']

/** Keys that mean nothing to what runs: they hold as soon as they are written. */
const settings =
  /^(?:autostart|description|hookscript|hotplug|lock|meta|migrate_downtime|migrate_speed|name|onboot|protection|shares|startup|tags|vmstatestorage|cicustom|cipassword|citype|ciupgrade|ciuser|nameserver|searchdomain|sshkeys|ipconfig\d+)$/

/** What the key `hotplug` allows: `1` and nothing mean the usual three. */
export const hotplugFeatures = (text = '1'): readonly string[] =>
  text.split(/[,; ]+/).flatMap(part => (part === '1' ? usual : part === '' || part === '0' ? [] : [part]))

function vmEffect(key: string, features: readonly string[]): Effect {
  if (settings.test(key)) return 'now'
  if (/^(?:balloon|cpulimit|cpuunits|affinity|keephugepages)$/.test(key)) return 'now'
  const needs = [
    [/^(?:ide|sata|scsi|virtio)\d+$/, 'disk'],
    [/^net\d+$/, 'network'],
    [/^(?:usb\d+|tablet)$/, 'usb'],
    [/^vcpus$/, 'cpu'],
    [/^memory$/, 'memory'],
  ] as const
  const feature = needs.find(([keys]) => keys.test(key))?.[1]
  return feature !== undefined && features.includes(feature) ? 'tried' : 'start'
}

function containerEffect(key: string): Effect {
  if (/^(?:description|hookscript|lock|onboot|protection|startup|tags|cmode)$/.test(key)) return 'now'
  return /^(?:memory|swap|cpulimit|cpuunits|cores|net\d+|mp\d+|hostname|nameserver|searchdomain|timezone)$/.test(key) ? 'tried' : 'start'
}

/** When a change of a key takes effect in a guest as it is now. `hotplug`: the value of that key. */
export function takesEffect(guest: Pick<Guest, 'kind' | 'status'>, key: string, hotplug: string | undefined): Effect {
  if (guest.status === 'stopped') return 'now'
  return guest.kind === 'qemu' ? vmEffect(key, hotplugFeatures(hotplug)) : containerEffect(key)
}

const order: readonly Effect[] = ['now', 'tried', 'start']

/** The latest of several. */
export const latestEffect = (effects: readonly Effect[]): Effect =>
  order[Math.max(0, ...effects.map(effect => order.indexOf(effect)))] ?? 'now'
