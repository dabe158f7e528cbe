import type { LxcServices } from '../services.ts'
import { requireInit, type RunningContainer } from './running-container.ts'

/** An interface of a container as the API shows it. */
export interface InterfaceInside {
  readonly name: string
  readonly hwaddr: string
  /** First address of each family: `192.0.2.10/24` */
  readonly inet?: string
  readonly inet6?: string
  readonly 'hardware-address': string
  readonly 'ip-addresses': readonly {
    readonly 'ip-address': string
    readonly 'ip-address-type': 'inet' | 'inet6'
    readonly prefix: number
  }[]
}

interface Shown {
  readonly ifname?: string
  readonly address?: string
  readonly addr_info?: readonly { readonly family?: string; readonly local?: string; readonly prefixlen?: number }[]
}

/** What `ip -j address` prints. */
export function readInterfaces(text: string): InterfaceInside[] {
  const shown = (text.trim() === '' ? [] : JSON.parse(text)) as Shown[]
  return shown.flatMap(({ ifname, address = '', addr_info = [] }) => {
    if (ifname === undefined) return []
    const addresses = addr_info.flatMap(({ family, local, prefixlen }) =>
      (family === 'inet' || family === 'inet6') && local !== undefined
        ? [{ 'ip-address': local, 'ip-address-type': family, prefix: prefixlen ?? (family === 'inet' ? 32 : 128) } as const]
        : [],
    )
    const first = (family: string) => addresses.find(one => one['ip-address-type'] === family)
    const [inet, inet6] = [first('inet'), first('inet6')]
    return [
      {
        name: ifname,
        hwaddr: address,
        'hardware-address': address,
        ...(inet ? { inet: `${inet['ip-address']}/${inet.prefix}` } : {}),
        ...(inet6 ? { inet6: `${inet6['ip-address']}/${inet6.prefix}` } : {}),
        'ip-addresses': addresses,
      },
    ]
  })
}

/** Looks into a container's network from outside: no program in it is run or believed. */
export async function interfacesInside({ host }: Pick<LxcServices, 'host'>, container: RunningContainer): Promise<InterfaceInside[]> {
  return readInterfaces(await host.links.ipInside(requireInit(host, container), ['-j', 'address']))
}
