import { networkInterfaces } from 'node:os'

export interface OwnAddress {
  readonly address: string
  readonly interface: string
}

/** Addresses of this machine that others may reach, IPv4 first: neither the loopback's, nor those that hold on one wire only. */
export const ownAddresses = (interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): OwnAddress[] =>
  Object.entries(interfaces)
    .flatMap(([name, list]) => (list ?? []).map(one => ({ ...one, name })))
    .filter(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address))
    .toSorted((a, b) => a.family.localeCompare(b.family))
    .map(({ address, name }) => ({ address, interface: name }))
