import { Failure, isIpv4 } from '@quorate/schema'

/** How a card gets its address of one family. */
export type Address =
  | { readonly method: 'static'; readonly address: string; readonly prefix: number; readonly gateway?: Gateway }
  | { readonly method: 'dhcp' | 'auto' | 'manual' | 'none' }

/** `outside`: in no network of the card, so it needs a route of its own. */
export interface Gateway {
  readonly address: string
  readonly outside: boolean
}

function groupsOf(half: string): bigint[] {
  if (half === '') return []
  return half.split(':').flatMap(group => {
    if (!isIpv4(group)) return [BigInt(`0x${group}`)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [BigInt(a * 256 + b), BigInt(c * 256 + d)]
  })
}

function numberOf(address: string): { value: bigint; bits: number } {
  if (isIpv4(address)) return { value: address.split('.').reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), bits: 32 }
  const [head = '', tail] = address.split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => 0n)
  return { value: [...before, ...zeros, ...after].reduce((sum, group) => sum * 65536n + group, 0n), bits: 128 }
}

function isInside(address: string, network: string, prefix: number): boolean {
  const one = numberOf(address)
  const other = numberOf(network)
  const rest = BigInt(one.bits - prefix)
  return one.bits === other.bits && one.value >> rest === other.value >> rest
}

/** Is reached on the link itself, whatever the card's own address. */
export function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/i.test(address)
}

/** `ip=` or `ip6=` of a card with its gateway. */
export function readAddress(text: string | undefined, gateway: string | undefined): Address {
  if (text === undefined || text === '') return { method: 'none' }
  if (text === 'dhcp' || text === 'auto' || text === 'manual') return { method: text }
  const [address = '', length = ''] = text.split('/')
  if (address === '' || !/^\d{1,3}$/.test(length)) throw new Failure(`network card: '${text}' is no address with a prefix length`)
  const prefix = Number(length)
  if (gateway === undefined) return { method: 'static', address, prefix }
  const outside = !isLinkLocal(gateway) && !isInside(gateway, address, prefix)
  return { method: 'static', address, prefix, gateway: { address: gateway, outside } }
}

/** 24 is 255.255.255.0 */
export function netmask(prefix: number): string {
  return [0, 1, 2, 3].map(at => 256 - 2 ** (8 - Math.min(8, Math.max(0, prefix - 8 * at)))).join('.')
}

/** A route to one address only: `192.0.2.1/32`, `2001:db8::1/128` */
export function hostRoute(address: string): string {
  return `${address}/${address.includes(':') ? 128 : 32}`
}
