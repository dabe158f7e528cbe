import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { ownUnits, settingsIn, unitPath, unitText } from './systemd-unit.ts'

/** The most terminals that a container can have. */
const terminals = [1, 2, 3, 4, 5, 6]

/** What a user namespace may not do although its root seems able to: mount the kernel's own file systems, load modules. */
const onlyPrivileged = ['sys-kernel-config.mount', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount', 'systemd-modules-load.service']

function mask(root: Changes, unit: string): void {
  const own = `${ownUnits}/${unit}`
  if (!root.exists(own) && unitPath(root, unit) !== undefined) root.link(own, '/dev/null')
}

/** systemd's terminals of containers are numbered ones below /dev/pts; LXC's are /dev/tty1 and so on. */
function terminalDropIn(unit: string): string | undefined {
  const here = (text: string) => text.replace(/(?:pts|lxc)\/(?:tty)?%I/g, 'tty%I')
  const conditions = settingsIn(unit, 'ConditionPathExists')
  const starts = settingsIn(unit, 'ExecStart')
  const paths = settingsIn(unit, 'TTYPath')
  if ([...conditions, ...starts, ...paths].every(value => here(value) === value)) return undefined
  const lines = [
    '[Unit]',
    'ConditionPathExists=',
    ...conditions.map(path => `ConditionPathExists=${here(path)}`),
    '',
    '[Service]',
    'ExecStart=',
    ...starts.map(command => `ExecStart=${here(command)}`),
    ...paths.map(path => `TTYPath=${here(path)}`),
  ]
  return `${lines.join('\n')}\n`
}

function setTerminals(root: Changes, count: number): void {
  const unit = unitText(root, 'container-getty@.service')
  const path = unitPath(root, 'container-getty@.service')
  if (unit === undefined || path === undefined) return
  const dropIn = terminalDropIn(unit)
  if (dropIn !== undefined) root.write(`${ownUnits}/container-getty@.service.d/10-lxc-terminals.conf`, dropIn)
  for (const number of terminals) {
    const link = `${ownUnits}/getty.target.wants/container-getty@${number}.service`
    if (number > count) root.remove(link)
    else root.link(link, path)
  }
}

/** Older versions start a login on the console also when there is none, again and again. */
function guardConsole(root: Changes): void {
  const unit = unitText(root, 'console-getty.service')
  if (unit === undefined || settingsIn(unit, 'ConditionPathExists').includes('/dev/console')) return
  root.write(`${ownUnits}/console-getty.service.d/10-lxc-console.conf`, '[Unit]\nConditionPathExists=/dev/console\n')
}

/** Lets systemd run in a container: logins on the terminals that are there, no units that cannot work. */
export function writeSystemd(root: Changes, settings: GuestSettings): void {
  setTerminals(root, settings.tty)
  guardConsole(root)
  if (settings.unprivileged) for (const unit of onlyPrivileged) mask(root, unit)
}

export function isEnabled(root: Changes, unit: string): boolean {
  return root.exists(`${ownUnits}/multi-user.target.wants/${unit}`) || root.exists(`${ownUnits}/sysinit.target.wants/${unit}`)
}

/** Starts a service with the system, where there is such a service and nobody masked it. */
export function enableService(root: Changes, unit: string): void {
  const path = unitPath(root, unit)
  const masked = root.look(`${ownUnits}/${unit}`)?.target === '/dev/null'
  if (path !== undefined && !masked && !isEnabled(root, unit)) root.link(`${ownUnits}/multi-user.target.wants/${unit}`, path)
}
