import { netmask } from './nic-address.ts'
import type { NicAddress, SeedNic, SeedSettings } from './seed-settings.ts'
import { yamlText } from './yaml-text.ts'

function subnet4(address: NicAddress) {
  if (address.method !== 'static') return { type: 'dhcp4' }
  const { address: ip, prefix, gateway } = address
  return { type: 'static', address: ip, netmask: netmask(prefix), ...(gateway === undefined ? {} : { gateway }) }
}

function subnet6(address: NicAddress) {
  if (address.method !== 'static') return { type: address.method === 'slaac' ? 'ipv6_slaac' : 'dhcp6' }
  const { address: ip, prefix, gateway } = address
  return { type: 'static6', address: `${ip}/${prefix}`, ...(gateway === undefined ? {} : { gateway }) }
}

function physical({ name, mac, ip4, ip6 }: SeedNic) {
  const subnets = [...(ip4 ? [subnet4(ip4)] : []), ...(ip6 ? [subnet6(ip6)] : [])]
  return {
    type: 'physical',
    name,
    ...(mac === undefined ? {} : { mac_address: mac }),
    subnets: subnets.length ? subnets : [{ type: 'manual' }],
  }
}

/** The network in cloud-init's own form, version 1. */
export async function networkV1(settings: SeedSettings): Promise<string> {
  const { snippets, nics, nameservers, searchDomains } = settings
  if (snippets.network !== undefined) return snippets.network
  const resolver = {
    type: 'nameserver',
    ...(nameservers.length ? { address: nameservers } : {}),
    ...(searchDomains.length ? { search: searchDomains } : {}),
  }
  const named = nameservers.length + searchDomains.length > 0
  return await yamlText({ version: 1, config: [...nics.map(physical), ...(named ? [resolver] : [])] })
}
