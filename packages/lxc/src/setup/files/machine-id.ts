import type { Changes } from '../changes.ts'
import { hasSystemd } from '../init/guest-init.ts'

const id = /^[0-9a-f]{32}\s*$/

/**
 * Takes a template's machine id away, so that the container makes one of its own. For systemd the file stays, empty: it
 * is filled in by every version, while a missing one or the word `uninitialized` would mean a first boot, at which newer
 * versions ask questions on the console and reset which services start.
 */
export function forgetMachineId(root: Changes): void {
  if (id.test(root.read('/etc/machine-id') ?? '')) {
    if (hasSystemd(root)) root.write('/etc/machine-id', '')
    else root.remove('/etc/machine-id')
  }
  if (root.look('/var/lib/dbus/machine-id')?.kind === 'file') root.remove('/var/lib/dbus/machine-id')
}
