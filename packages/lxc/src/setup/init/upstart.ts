import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { withSection } from '../text/pve-section.ts'

function job(terminal: string): string {
  return [
    `# Login on ${terminal}`,
    '',
    'start on stopped rc RUNLEVEL=[2345]',
    'stop on runlevel [!2345]',
    '',
    'respawn',
    `exec /sbin/getty -8 38400 ${terminal}`,
    '',
  ].join('\n')
}

/** Starts a job of this terminal, or keeps one that is there from starting. */
function setTerminal(root: Changes, terminal: string, wanted: boolean): void {
  const there = root.exists(`/etc/init/${terminal}.conf`)
  const override = `/etc/init/${terminal}.override`
  if (wanted && !there) root.write(`/etc/init/${terminal}.conf`, job(terminal))
  if (!there) return
  const old = root.read(override)
  const text = withSection(old, wanted ? [] : ['manual'], 'last')
  if (text !== '') root.write(override, text)
  else if (old !== undefined) root.remove(override)
}

/** Logins of upstart on the terminals that are there and on no others. */
export function writeUpstart(root: Changes, settings: GuestSettings): void {
  setTerminal(root, 'console', settings.console)
  for (const number of [1, 2, 3, 4, 5, 6]) setTerminal(root, `tty${number}`, number <= settings.tty)
}
