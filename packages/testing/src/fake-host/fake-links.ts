import type { Links, ProcessIdentity, VethEnd } from '@quorate/host'
import { Failure } from '@quorate/schema'

export interface FakeLink {
  readonly kind: 'bridge' | 'tap' | 'veth'
  mtu?: number
  mac?: string
  queues?: number
  /** The other end of a pair. */
  peer?: string
  master?: string
  vlan?: number
  trunks?: string
  rate?: number
  up: boolean
}

/** Network interfaces that exist only in memory. `order` tells what was done, in order: `create tap100i0`. */
export class FakeLinks implements Links {
  readonly links = new Map<string, FakeLink>()
  readonly order: string[] = []
  /** Interfaces in namespaces of processes: `1000 eth0`. */
  readonly given = new Map<string, FakeLink>()
  /** What `ip` was told there: `1000 address add 192.0.2.10/24 dev eth0`. */
  readonly inside: string[] = []
  traffic = new Map<string, { receivedBytes: number; sentBytes: number }>()

  addBridge(name: string, mtu?: number): void {
    this.links.set(name, { kind: 'bridge', up: true, ...(mtu !== undefined && { mtu }) })
  }

  async exists(name: string): Promise<boolean> {
    return this.links.has(name)
  }

  async bridges(): Promise<string[]> {
    return [...this.links].filter(([, link]) => link.kind === 'bridge').map(([name]) => name)
  }

  async createTap(name: string, options: { mtu?: number; mac?: string; queues?: number }): Promise<void> {
    if (this.links.has(name)) throw new Failure(`ip failed (exit code 1): ioctl(TUNSETIFF): Device or resource busy`)
    this.order.push(`create ${name}`)
    this.links.set(name, { kind: 'tap', up: false, ...options })
  }

  async createVeth(name: string, { peer, ...own }: { peer: VethEnd; mac?: string; mtu?: number }): Promise<void> {
    if (this.links.has(name) || this.links.has(peer.name)) throw new Failure('ip failed (exit code 2): RTNETLINK answers: File exists')
    this.order.push(`create ${name}`)
    this.links.set(name, { kind: 'veth', up: false, peer: peer.name, ...own })
    const { mac, mtu } = peer
    this.links.set(peer.name, { kind: 'veth', up: false, peer: name, ...(mac !== undefined && { mac }), ...(mtu !== undefined && { mtu }) })
  }

  async give(name: string, process: ProcessIdentity, nameThere: string): Promise<void> {
    const link = this.#require(name)
    this.order.push(`give ${name} ${nameThere}`)
    this.links.delete(name)
    this.given.set(`${process.pid} ${nameThere}`, { ...link, up: true })
  }

  async ipInside(process: ProcessIdentity, args: readonly string[]): Promise<string> {
    this.inside.push(`${process.pid} ${args.join(' ')}`)
    return ''
  }

  mtu(name: string): number | undefined {
    const link = this.links.get(name)
    return link && (link.mtu ?? 1500)
  }

  async attach(name: string, bridge: string, options: { vlan?: number; trunks?: string }): Promise<void> {
    if (this.links.get(bridge)?.kind !== 'bridge') throw new Failure(`bridge '${bridge}' does not exist`)
    this.order.push(`attach ${name} ${bridge}`)
    Object.assign(this.#require(name), { master: bridge, ...options })
  }

  async setUp(name: string, up: boolean): Promise<void> {
    this.order.push(`${up ? 'up' : 'down'} ${name}`)
    this.#require(name).up = up
  }

  async remove(name: string): Promise<void> {
    const peer = this.links.get(name)?.peer
    if (peer !== undefined) this.links.delete(peer)
    if (this.links.delete(name)) this.order.push(`remove ${name}`)
  }

  async setRate(name: string, megabytesPerSecond: number | undefined): Promise<void> {
    const link = this.#require(name)
    if (megabytesPerSecond === undefined) delete link.rate
    else link.rate = megabytesPerSecond
  }

  async counters(): Promise<Map<string, { receivedBytes: number; sentBytes: number }>> {
    return new Map([...this.links.keys()].map(name => [name, this.traffic.get(name) ?? { receivedBytes: 0, sentBytes: 0 }]))
  }

  #require(name: string): FakeLink {
    const link = this.links.get(name)
    if (!link) throw new Failure(`ip failed (exit code 1): Cannot find device "${name}"`)
    return link
  }
}
