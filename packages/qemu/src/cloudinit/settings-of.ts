import { splitList } from '@quorate/schema'
import { networkKeys } from '../devices/network.ts'
import { windowsVersion } from '../devices/os-type.ts'
import type { NetConfig, VmConfig } from '../plan/vm-config.ts'
import type { HostResolver } from '@quorate/guest'
import { nicAddress } from './nic-address.ts'
import type { SeedNic, SeedSettings, SeedSnippets } from './seed-settings.ts'
import { sshKeys } from './ssh-keys.ts'

export interface SeedFacts {
  readonly vmid: number
  readonly resolver: HostResolver
  readonly snippets: SeedSnippets
}

interface IpConfig {
  readonly ip?: string
  readonly gw?: string
  readonly ip6?: string
  readonly gw6?: string
}

/** A card of which nothing is said asks for an IPv4 address. */
function nicOf(config: VmConfig, key: string): SeedNic {
  const index = key.slice(3)
  const said = `ipconfig${index}`
  const { ip, gw, ip6, gw6 } = (config[said] ?? {}) as IpConfig
  const ip4 = ip === undefined && ip6 === undefined ? 'dhcp' : ip
  return {
    name: `eth${index}`,
    mac: (config[key] as NetConfig).macaddr?.toLowerCase(),
    ip4: nicAddress(said, ip4, gw),
    ip6: nicAddress(said, ip6, gw6),
  }
}

/** Two guests never share it: a clone gets a new one, a guest that moves keeps it. */
function identity(config: VmConfig, vmid: number): string {
  return config.smbios1?.uuid ?? String(vmid)
}

function namesOf(config: VmConfig, vmid: number, searchDomains: readonly string[]): { hostname: string; fqdn: string | undefined } {
  const name = config.name ?? `VM${vmid}`
  const dot = name.indexOf('.')
  if (dot > 0) return { hostname: name.slice(0, dot), fqdn: name }
  return { hostname: name, fqdn: searchDomains[0] === undefined ? undefined : `${name}.${searchDomains[0]}` }
}

/** What the config says about cloud-init. Name servers are the node's own when neither these nor domains are given. */
export function settingsOf(config: VmConfig, { vmid, resolver, snippets }: SeedFacts): SeedSettings {
  const windows = windowsVersion(config.ostype) !== undefined
  const own = config.nameserver !== undefined || config.searchdomain !== undefined
  const nameservers = own ? splitList(config.nameserver ?? '') : resolver.nameservers
  const searchDomains = own ? splitList(config.searchdomain ?? '') : resolver.searchDomains
  return {
    type: config.citype ?? (windows ? 'configdrive2' : 'nocloud'),
    windows,
    identity: identity(config, vmid),
    ...namesOf(config, vmid, searchDomains),
    user: config.ciuser,
    password: config.cipassword,
    sshKeys: sshKeys(config.sshkeys ?? ''),
    upgrade: config.ciupgrade ?? true,
    nics: networkKeys(config).map(key => nicOf(config, key)),
    nameservers,
    searchDomains,
    snippets,
  }
}
