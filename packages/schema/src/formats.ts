import { parseCalendarEvent } from './calendar-event.ts'
import { firewallFormats } from './formats/firewall.ts'
import type { Format } from './formats/format.ts'
import { guestFormats, multiLineFormats } from './formats/guest.ts'
import { identifierFormats } from './formats/identifiers.ts'
import { networkFormats } from './formats/network.ts'
import { splitList } from './list.ts'

export type { Format }

const registry = new Map<string, Format>([
  ...Object.entries(identifierFormats),
  ...Object.entries(networkFormats),
  ...Object.entries(firewallFormats),
  ...Object.entries(guestFormats),
  ['pve-calendar-event', text => (parseCalendarEvent(text) ? undefined : `unable to parse calendar event '${text}'`)],
])

// oxlint-disable-next-line no-control-regex
const control = /[\x00-\x1f\x7f]/
const found = new Map<string, Format>()

/** The check for a named format; `x-list` and `x-opt` derive from `x`. Throws TypeError for a name nobody registered. */
export function findFormat(name: string): Format {
  let format = found.get(name)
  if (!format) {
    const check = derive(name)
    format = multiLineFormats.has(name)
      ? check
      : text =>
          control.test(name.endsWith('-list') ? text.replaceAll('\0', ',') : text) ? 'value contains a control character' : check(text)
    found.set(name, format)
  }
  return format
}

function derive(name: string): Format {
  const registered = registry.get(name)
  if (registered) return registered
  if (name.endsWith('-opt')) {
    const format = findFormat(name.slice(0, -4))
    return text => (text === '' ? undefined : format(text))
  }
  if (name.endsWith('-list')) {
    const format = findFormat(name.slice(0, -5))
    return text => {
      for (const part of splitList(text)) {
        const problem = format(part)
        if (problem !== undefined) return problem
      }
      return undefined
    }
  }
  throw new TypeError(`no text format is registered under the name ${name}`)
}
