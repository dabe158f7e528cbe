import { netmask } from './nic-address.ts'
import type { NicAddress, SeedNic, SeedSettings } from './seed-settings.ts'

function network(nic: SeedNic, family: 4 | 6, address: NicAddress) {
  const id = `${nic.name}-${family}`
  const plain = { id, link: nic.name, network_id: id }
  if (address.method !== 'static') {
    const asked = family === 4 ? 'ipv4_dhcp' : 'ipv6_dhcpv6-stateful'
    return { ...plain, type: address.method === 'slaac' ? 'ipv6_slaac' : asked }
  }
  const { address: ip, prefix, gateway } = address
  const everywhere = family === 4 ? { network: '0.0.0.0', netmask: '0.0.0.0' } : { network: '::', netmask: '::' }
  return {
    ...plain,
    type: `ipv${family}`,
    ip_address: ip,
    netmask: family === 4 ? netmask(prefix) : String(prefix),
    ...(gateway === undefined ? {} : { routes: [{ ...everywhere, gateway }] }),
  }
}

/**
 * The network in OpenStack's own form. cloud-init reads it before the one of Debian's interfaces file, in which it cannot
 * read a card with addresses of both families.
 */
export function networkDataJson({ nics, nameservers }: SeedSettings): string {
  const data = {
    links: nics.map(({ name, mac }) => ({ id: name, type: 'phy', ...(mac === undefined ? {} : { ethernet_mac_address: mac }) })),
    networks: nics.flatMap(nic => [...(nic.ip4 ? [network(nic, 4, nic.ip4)] : []), ...(nic.ip6 ? [network(nic, 6, nic.ip6)] : [])]),
    services: nameservers.map(address => ({ type: 'dns', address })),
  }
  return `${JSON.stringify(data, undefined, 2)}\n`
}
