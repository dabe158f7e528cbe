import type { Links } from '@quorate/host'
import { Failure } from '@quorate/schema'

export interface FakeLink {
  readonly kind: 'bridge' | 'tap'
  mtu?: number
  mac?: string
  queues?: number
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
  traffic = new Map<string, { receivedBytes: number; sentBytes: number }>()

  addBridge(name: string): void {
    this.links.set(name, { kind: 'bridge', up: true })
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
