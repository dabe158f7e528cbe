import type { Host } from '../host.ts'

export type Exec = Host['exec']

/** One interface as `ip -j -d link` tells it; only what is used. */
export interface IpLink {
  readonly ifname: string
  readonly mtu: number
  readonly master?: string
  readonly address?: string
  readonly operstate?: string
  readonly flags: readonly string[]
  readonly link_type?: string
  readonly linkinfo?: {
    readonly info_kind?: string
    readonly info_slave_kind?: string
    readonly info_data?: Readonly<Record<string, unknown>>
  }
}

/** undefined: no such interface */
export async function showLink(exec: Exec, name: string): Promise<IpLink | undefined> {
  const { code, stdout } = await exec('ip', ['-j', '-d', 'link', 'show', 'dev', name], { okCodes: [0, 1] })
  return code === 0 ? (JSON.parse(stdout || '[]') as IpLink[]).find(link => link.ifname === name) : undefined
}

export async function showLinks(exec: Exec, filter: readonly string[] = []): Promise<IpLink[]> {
  const { stdout } = await exec('ip', ['-j', '-d', 'link', 'show', ...filter])
  // Asked for a type of which there is none, `ip` prints empty objects or nothing.
  return (JSON.parse(stdout || '[]') as Partial<IpLink>[]).filter((link): link is IpLink => link.ifname !== undefined)
}
