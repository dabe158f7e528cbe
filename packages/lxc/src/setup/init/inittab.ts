import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { outsideSection, withSection } from '../text/pve-section.ts'

const path = '/etc/inittab'

/** `id:runlevels:action:process` */
const entryForm = /^([^#:]*):([^:]*):([^:]*):(.*)$/

export interface InittabKind {
  /** Program that asks for a login: `/sbin/getty` */
  readonly getty: string
  /** busybox takes the terminal for an id and knows no runlevels. */
  readonly busybox: boolean
}

/** `tty1` or `console` of a line that offers a login there. */
function terminalOf(line: string): string | undefined {
  const [, , , action, process = ''] = entryForm.exec(line.trim()) ?? []
  if (action !== 'respawn' && action !== 'askfirst') return undefined
  return /getty\b.*?\s(?:\/dev\/)?(?:lxc\/)?(tty[1-9]\d*|console)\b/.exec(process)?.[1]
}

/** LXC says by this signal that a container shall end; what comes with a distribution waits or asks for a script. */
function isPowerFailure(line: string): boolean {
  const action = entryForm.exec(line.trim())?.[3] ?? ''
  return ['powerwait', 'powerfail', 'powerfailnow'].includes(action)
}

function loginLine(terminal: string, { getty, busybox }: InittabKind): string {
  if (busybox) return `${terminal}::respawn:${getty} 38400 ${terminal}`
  return `${terminal.replace('tty', 'p').replace('console', 'pc')}:2345:respawn:${getty} 38400 ${terminal}`
}

/** Logins on the terminals that are there and on no others. Lines that do not fit become comments. */
export function writeInittab(root: Changes, settings: GuestSettings, kind: InittabKind): void {
  const text = root.read(path)
  if (text === undefined) return
  const terminals = Array.from({ length: settings.tty }, (_, index) => `tty${index + 1}`)
  const wanted = new Set([...(settings.console ? ['console'] : []), ...terminals])
  const isUnwanted = (line: string) => {
    const terminal = terminalOf(line)
    return terminal === undefined ? !kind.busybox && isPowerFailure(line) : !wanted.has(terminal)
  }
  const own = outsideSection(text).split('\n')
  const there = new Set(own.map(terminalOf))
  const logins = [...wanted].filter(terminal => !there.has(terminal)).map(terminal => loginLine(terminal, kind))
  const section = [...logins, ...(kind.busybox ? [] : ['pf::powerwait:/sbin/init 0'])]
  const bare = withSection(text, [], 'last').split('\n')
  const fitting = withSection(text, section, 'last').split('\n')
  const outside = new Set(bare.filter(isUnwanted))
  root.write(path, fitting.map(line => (outside.has(line) ? `#${line}` : line)).join('\n'))
}
