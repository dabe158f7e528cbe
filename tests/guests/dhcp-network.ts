/** A network with a router that gives addresses by DHCP, in a network namespace of its own: nothing else is reached from it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../until.ts'

export const noDnsmasq = existsSync('/usr/sbin/dnsmasq') ? false : 'the Debian package dnsmasq-base is not installed'

const ip = (...args: string[]) => execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })

export interface DhcpNetworkOptions {
  /** A bridge that is there. */
  readonly bridge: string
  /** `198.51.100`: the router is .1, and clients have .100 to .199 */
  readonly prefix4: string
  /** `fd00:51::`: the router is ::1, and clients have ::100 to ::1ff or choose one */
  readonly prefix6: string
  readonly domain: string
}

/** One line of the server's lease file. */
export interface Lease {
  /** MAC address; for IPv6 the number of the client's card. */
  readonly client: string
  readonly address: string
  readonly name: string
  /** What the client calls itself; for IPv6 it ends with a MAC address of it. */
  readonly id: string
}

export class DhcpNetwork implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quorate-dhcp-'))
  readonly #namespace: string
  readonly #options: DhcpNetworkOptions
  #server: ChildProcess | undefined
  #said = ''

  private constructor(options: DhcpNetworkOptions) {
    this.#options = options
    this.#namespace = `quorate-${options.bridge}`
  }

  static async start(options: DhcpNetworkOptions): Promise<DhcpNetwork> {
    const network = new DhcpNetwork(options)
    try {
      network.#connect()
      await network.#serve()
    } catch (error) {
      await network[Symbol.asyncDispose]()
      throw error
    }
    return network
  }

  /** What the server said so far. */
  get said(): string {
    return this.#said
  }

  leases(): Lease[] {
    const path = join(this.#folder, 'leases')
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
    return lines.flatMap(line => {
      const [, client, address, name, id] = line.split(' ')
      return client && address && name && id ? [{ client, address, name, id }] : []
    })
  }

  /** Its end on the bridge is called as guests' are, so that the product does not take it for a way out of the machine. */
  #connect(): void {
    const { bridge, prefix4, prefix6 } = this.#options
    const port = `veth${bridge}`
    const within = (...args: string[]) => ip('-n', this.#namespace, ...args)
    ip('netns', 'add', this.#namespace)
    ip('link', 'add', port, 'type', 'veth', 'peer', 'name', 'lan', 'netns', this.#namespace)
    ip('link', 'set', port, 'master', bridge, 'up')
    // It announces, and listens to nobody's announcements; nor does this machine.
    ip('netns', 'exec', this.#namespace, 'sh', '-c', 'cd /proc/sys/net/ipv6/conf/lan && echo 0 | tee accept_ra > accept_dad')
    writeFileSync(`/proc/sys/net/ipv6/conf/${bridge}/disable_ipv6`, '1')
    within('link', 'set', 'lo', 'up')
    within('link', 'set', 'lan', 'up')
    within('address', 'add', `${prefix4}.1/24`, 'dev', 'lan')
    within('address', 'add', `${prefix6}1/64`, 'dev', 'lan', 'nodad')
  }

  async #serve(): Promise<void> {
    const { prefix4, prefix6, domain } = this.#options
    const args = [
      '--keep-in-foreground',
      '--log-facility=-',
      '--log-dhcp',
      '--conf-file=/dev/null',
      '--pid-file=',
      '--user=root',
      '--interface=lan',
      '--except-interface=lo',
      '--bind-interfaces',
      '--no-resolv',
      '--no-hosts',
      '--no-ping',
      `--dhcp-leasefile=${join(this.#folder, 'leases')}`,
      `--domain=${domain}`,
      `--local=/${domain}/`,
      `--host-record=router.${domain},${prefix4}.1,${prefix6}1`,
      '--enable-ra',
      '--ra-param=lan,10',
      `--dhcp-range=${prefix4}.100,${prefix4}.199,1h`,
      `--dhcp-range=${prefix6}100,${prefix6}1ff,slaac,64,1h`,
      '--dhcp-authoritative',
    ]
    const server = spawn('ip', ['netns', 'exec', this.#namespace, '/usr/sbin/dnsmasq', ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#server = server
    server.stderr.setEncoding('utf8').on('data', text => (this.#said += text))
    await until('dnsmasq serves', () => {
      if (server.exitCode !== null) throw new Error(`dnsmasq ended: ${this.#said}`)
      return /DHCP, IP range/.test(this.#said)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const server = this.#server
    if (server && server.exitCode === null && server.signalCode === null) {
      const ended = new Promise(resolve => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
    }
    if (existsSync(`/run/netns/${this.#namespace}`)) ip('netns', 'del', this.#namespace)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
