import { preferencesObjectOf } from './preferences-file.ts'
import { guestOf } from './state/guest-path.ts'

const byTop: Readonly<Record<string, string>> = {
  'storage.cfg': '/storage',
  'user.cfg': '/access',
  'domains.cfg': '/access',
  priv: '/access',
  sdn: '/sdn',
  mapping: '/mapping',
}

/** Object path that decides who may learn that a config file changed. */
export function configObjectPath(path: string): string {
  const guest = guestOf(path)
  if (guest) return `/vms/${guest.vmid}`
  const [top = '', second] = path.split('/')
  if (top === 'nodes' && second !== undefined) return `/nodes/${second}`
  const firewall = top === 'firewall' ? /^([1-9][0-9]{2,8})\.fw$/.exec(second ?? '') : null
  if (firewall) return `/vms/${firewall[1]}`
  return preferencesObjectOf(path) ?? byTop[top] ?? '/'
}
