import type { Guest } from '../live/guest.ts'
import type { OpenConsole } from '../shell/console-store.ts'

export interface GuestConsoles {
  /** The one that people want first stands first. */
  readonly consoles: readonly OpenConsole[]
  /** Its display is one that SPICE clients can open. */
  readonly spice: boolean
}

/** The consoles that a guest's configuration gives it. */
export function consolesOf({ vmid, node, kind, name }: Guest, config: Readonly<Record<string, unknown>>): GuestConsoles {
  const common = { vmid, node, title: name === '' ? String(vmid) : `${vmid} ${name}` }
  const screen: OpenConsole = { ...common, id: `vnc/${vmid}`, kind: 'vnc' }
  if (kind === 'lxc') return { consoles: [{ ...common, id: `terminal/${vmid}`, kind: 'terminal' }, screen], spice: false }
  const serials = ['serial0', 'serial1', 'serial2', 'serial3']
    .filter(serial => config[serial] === 'socket')
    .map((serial): OpenConsole => ({ ...common, id: `serial/${vmid}/${serial}`, kind: 'serial', serial }))
  const display = /^(?:type=)?([^,=]+)(?:,|$)/.exec(String(config.vga ?? ''))?.[1] ?? 'std'
  if (display === 'none') return { consoles: serials, spice: false }
  const first = serials.find(({ serial }) => serial === display)
  if (first) return { consoles: [first, ...serials.filter(one => one !== first)], spice: false }
  return { consoles: [screen, ...serials], spice: display.startsWith('qxl') }
}
