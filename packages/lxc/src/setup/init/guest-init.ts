import type { RootTree } from '../setup-types.ts'

/** What starts everything else in a container. Both `sysv` and `busybox` read an inittab. */
export type GuestInit = 'systemd' | 'upstart' | 'sysv' | 'busybox'

export function hasSystemd(tree: RootTree): boolean {
  return ['/usr/lib/systemd/systemd', '/lib/systemd/systemd'].some(path => tree.look(path) !== undefined)
}

/** undefined: it cannot be told. */
export function guestInit(tree: RootTree): GuestInit | undefined {
  const target = tree.look('/sbin/init')?.target ?? ''
  if (target.endsWith('/systemd')) return 'systemd'
  if (target.includes('busybox')) return 'busybox'
  if (target.endsWith('/upstart') || tree.look('/etc/init/rc-sysinit.conf')) return 'upstart'
  if (hasSystemd(tree) && !tree.look('/sbin/init')) return 'systemd'
  return tree.look('/etc/inittab') ? 'sysv' : undefined
}
