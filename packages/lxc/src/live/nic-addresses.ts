import type { NetConfig } from '../plan/container-config.ts'
import { requireInit, type RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'
import { isCidr } from '@quorate/schema'

/** Addresses that a card has by its config, without those that a program in the container or the network gives it. */
interface Fixed {
  readonly ip: string | undefined
  readonly gw: string | undefined
  readonly ip6: string | undefined
  readonly gw6: string | undefined
}

function fixedOf(net: NetConfig | undefined): Fixed {
  const own = (text: string | undefined, version: 4 | 6) => (text !== undefined && isCidr(text, version) ? text : undefined)
  const [ip, ip6] = [own(net?.ip, 4), own(net?.ip6, 6)]
  return { ip, gw: ip && net?.gw, ip6, gw6: ip6 && net?.gw6 }
}

/** Must a program in the container ask for them? */
export function needsClient(net: NetConfig): boolean {
  return net.ip === 'dhcp' || net.ip6 === 'dhcp'
}

export function sameAddresses(one: NetConfig, other: NetConfig): boolean {
  return (['ip', 'gw', 'ip6', 'gw6', 'host-managed'] as const).every(key => one[key] === other[key])
}

/**
 * Gives an interface of a running container the fixed addresses of its config in the place of those of another one: by the
 * machine's own `ip`, in the container's network. Addresses that it got otherwise stay.
 */
export async function setAddresses(
  { host }: Pick<LxcServices, 'host'>,
  container: RunningContainer,
  name: string,
  before: NetConfig | undefined,
  after: NetConfig,
): Promise<void> {
  const init = requireInit(host, container)
  const ip = (...words: string[]) => host.links.ipInside(init, words)
  const [old, wanted] = [fixedOf(before), fixedOf(after)]
  for (const [family, from, to, gateway] of [
    ['-4', old.ip, wanted.ip, wanted.gw],
    ['-6', old.ip6, wanted.ip6, wanted.gw6],
  ] as const) {
    // First: with the first address of a network the kernel takes the others of it away.
    if (from !== undefined && from !== to) await ip(family, 'address', 'flush', 'dev', name, 'to', from.split('/')[0] as string)
    if (to !== undefined) await ip(family, 'address', 'replace', to, 'dev', name)
    if (gateway !== undefined) await ip(family, 'route', 'replace', 'default', 'via', gateway, 'dev', name, 'onlink')
  }
  if (old.gw !== undefined && wanted.gw === undefined) await ip('-4', 'route', 'flush', 'default', 'dev', name)
  if (old.gw6 !== undefined && wanted.gw6 === undefined) await ip('-6', 'route', 'flush', 'default', 'dev', name)
}
