import type { GuestSettings } from '../setup-types.ts'
import { readAddress, type Address, type Gateway } from './address.ts'

/** A network card whose addresses the guest sets itself. */
export interface Card {
  readonly name: string
  readonly mtu: number | undefined
  readonly v4: Address
  readonly v6: Address
}

/** All cards but those that the host manages. */
export function cardsOf(settings: GuestSettings): Card[] {
  return settings.nets
    .filter(net => net.hostManaged !== true)
    .map(({ name, mtu, ip, gw, ip6, gw6 }) => ({ name, mtu, v4: readAddress(ip, gw), v6: readAddress(ip6, gw6) }))
}

/**
 * Is this the name of a card that the config had once and has no more? Unless it is told, only the usual names count: any
 * other may be a tunnel, a bridge or a device of somebody's own.
 */
export function isGone(name: string, { nets, formerCards = [] }: GuestSettings): boolean {
  return (/^eth\d+$/.test(name) || formerCards.includes(name)) && !nets.some(net => net.name === name)
}

/** Gateways that need a route of their own. */
export function outsideGateways({ v4, v6 }: Card): string[] {
  const gateways = [v4, v6].flatMap((address): Gateway[] => (address.method === 'static' && address.gateway ? [address.gateway] : []))
  return gateways.filter(({ outside }) => outside).map(({ address }) => address)
}
