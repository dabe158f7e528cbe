import { Failure } from '@quorate/schema'
import type { NicAddress } from './seed-settings.ts'

/** `ip=` or `ip6=` of an ipconfigN key with its gateway. undefined: no address of this family. */
export function nicAddress(key: string, text: string | undefined, gateway: string | undefined): NicAddress | undefined {
  if (text === undefined || text === 'manual') return undefined
  if (text === 'dhcp') return { method: 'dhcp' }
  if (text === 'auto') return { method: 'slaac' }
  const [address = '', prefix = ''] = text.split('/')
  if (address === '' || !/^\d{1,3}$/.test(prefix)) throw new Failure(`${key}: '${text}' is no address with a prefix length`)
  return { method: 'static', address, prefix: Number(prefix), ...(gateway === undefined ? {} : { gateway }) }
}

/** 24 is 255.255.255.0 */
export function netmask(prefix: number): string {
  const bytes = [0, 1, 2, 3].map(at => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - 8 * at))))
  return bytes.join('.')
}
