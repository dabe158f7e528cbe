import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'

const path = '/etc/securetty'

/** Lets root log in on the container's terminals where the release looks them up. Nothing is taken off the list. */
export function writeSecuretty(root: Changes, settings: GuestSettings): void {
  const text = root.read(path)
  if (text === undefined) return
  const lines = text.split('\n').map(line => line.trim())
  const terminals = Array.from({ length: settings.tty }, (_, index) => `tty${index + 1}`)
  const missing = [...(settings.console ? ['console'] : []), ...terminals].filter(terminal => !lines.includes(terminal))
  if (missing.length) root.write(path, `${text.replace(/\n*$/, text.trim() === '' ? '' : '\n')}${missing.join('\n')}\n`)
}
