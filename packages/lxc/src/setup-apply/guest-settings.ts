import { hostResolver } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { numberedKeys, type ContainerConfig, type NetConfig } from '../plan/container-config.ts'
import type { GuestNet, GuestSettings } from '../setup/setup-types.ts'

const usualTerminals = 2

function guestNet(net: NetConfig): GuestNet {
  const { name, hwaddr, ip, gw, ip6, gw6, mtu } = net
  const given = { hwaddr, ip, gw, ip6, gw6, mtu }
  return {
    name,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(net['host-managed'] ? { hostManaged: true } : {}),
  }
}

/** What set-up writes into a container, from its config and from the machine that it is on. */
export async function guestSettings({ files }: Pick<Host, 'files'>, vmid: number, config: ContainerConfig): Promise<GuestSettings> {
  const { nameservers, searchDomains } = hostResolver((await files.readIfThere('/etc/resolv.conf')) ?? '')
  const { ostype, searchdomain, nameserver, timezone } = config
  return {
    vmid,
    hostname: config.hostname ?? `CT${vmid}`,
    ...(ostype === undefined ? {} : { ostype }),
    ...(searchdomain === undefined ? {} : { searchdomain }),
    ...(nameserver === undefined ? {} : { nameserver }),
    hostResolver: { nameservers, ...(searchDomains.length ? { searchdomain: searchDomains.join(' ') } : {}) },
    nets: numberedKeys(config, 'net').map(key => guestNet(config[key] as NetConfig)),
    ...(timezone === undefined ? {} : { timezone }),
    hostTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    tty: config.tty ?? usualTerminals,
    console: config.console ?? true,
    unprivileged: config.unprivileged ?? false,
    nesting: config.features?.nesting ?? false,
  }
}
