import { applyChanges, type GuestConfig } from '@quorate/guest'

/**
 * Makes pending changes present, all or those that `only` picks by key, with what follows for disks and the boot order.
 * Answers the volumes that can be removed from their storage afterwards.
 */
export function applyVmChanges(config: GuestConfig, vmid: number, only: (key: string) => boolean = () => true): string[] {
  return applyChanges(config, vmid, only, key => forgetBootEntry(config, key))
}

/** A device that is gone cannot be booted from. */
export function forgetBootEntry(config: GuestConfig, key: string): void {
  const boot = config.current.get('boot')
  const order = /order=([^,]*)/.exec(boot ?? '')?.[1]
  if (boot === undefined || order === undefined) return
  const left = order.split(';').filter(entry => entry !== key)
  if (left.length === order.split(';').length) return
  config.current.set('boot', boot.replace(/order=[^,]*/, `order=${left.join(';')}`))
}
