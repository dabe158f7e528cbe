import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { guestInit } from './guest-init.ts'
import { writeInittab } from './inittab.ts'
import { writeSecuretty } from './securetty.ts'
import { writeSystemd } from './systemd.ts'
import { writeUpstart } from './upstart.ts'

function gettyOf(root: Changes): string {
  return !root.exists('/sbin/getty') && root.exists('/sbin/agetty') ? '/sbin/agetty' : '/sbin/getty'
}

/** Logins on the container's terminals, and what else its init needs to run in a container. */
export function writeTerminals(root: Changes, settings: GuestSettings): void {
  const init = guestInit(root)
  if (init === 'upstart') writeUpstart(root, settings)
  else if (init === 'busybox') writeInittab(root, settings, { getty: '/sbin/getty', busybox: true })
  else if (init === 'sysv') writeInittab(root, settings, { getty: gettyOf(root), busybox: false })
  else writeSystemd(root, settings)
  writeSecuretty(root, settings)
}
