import { Failure } from '@quorate/schema'
import type { Links } from '../host.ts'
import { readNetworkCounters } from '../facts/network-counters.ts'
import { readProc } from '../processes/proc-stat.ts'
import { bridgeAttach } from './bridge-attach.ts'
import type { Exec } from './ip.ts'
import { showLink, showLinks } from './ip.ts'
import { openNetworkOf } from './network-namespace.ts'
import { ovsAttach, ovsBridges, ovsDetach } from './ovs.ts'
import { setPortRate } from './rate.ts'

/** Interface names go into argument lists: no option, no path, no surprise. */
function checked(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_.-]{0,14}$/.test(name)) throw new Failure(`'${name}' is no valid name of a network interface`)
  return name
}

/** The kernel lists every interface there; asking `ip` would take a program to run. */
const isThere = (name: string) => readNetworkCounters().has(name)

function linkMtu(name: string): number | undefined {
  const text = readProc(`/sys/class/net/${name}/mtu`)
  return text === undefined ? undefined : Number(text)
}

export function realLinks(exec: Exec, notice: (text: string) => void): Links {
  return {
    exists: async name => isThere(checked(name)),
    async bridges() {
      const linux = await showLinks(exec, ['type', 'bridge'])
      return [...new Set([...linux.map(link => link.ifname), ...(await ovsBridges(exec))])].toSorted()
    },
    async createTap(name, options) {
      const queues = (options.queues ?? 1) > 1 ? ['multi_queue'] : []
      await exec('ip', ['tuntap', 'add', 'dev', checked(name), 'mode', 'tap', ...queues])
      try {
        const address = options.mac === undefined ? [] : ['address', options.mac]
        const mtu = options.mtu === undefined ? [] : ['mtu', String(options.mtu)]
        if (address.length + mtu.length > 0) await exec('ip', ['link', 'set', 'dev', name, ...address, ...mtu])
      } catch (error) {
        await exec('ip', ['link', 'del', 'dev', name], { okCodes: [0, 1] })
        throw error
      }
    },
    async createVeth(name, { peer, ...own }) {
      const words = (end: { mac?: string | undefined; mtu?: number | undefined }) => [
        ...(end.mac === undefined ? [] : ['address', end.mac]),
        ...(end.mtu === undefined ? [] : ['mtu', String(end.mtu)]),
      ]
      const pair = ['name', checked(name), ...words(own), 'type', 'veth', 'peer', 'name', checked(peer.name), ...words(peer)]
      await exec('ip', ['link', 'add', ...pair])
    },
    async give(name, process, nameThere) {
      using namespace = openNetworkOf(process)
      await exec('ip', ['link', 'set', 'dev', checked(name), 'netns', namespace.path, 'name', checked(nameThere)])
      await exec('nsenter', [`--net=${namespace.path}`, '--', 'ip', 'link', 'set', 'dev', nameThere, 'up'])
    },
    async ipInside(process, args) {
      using namespace = openNetworkOf(process)
      return (await exec('nsenter', [`--net=${namespace.path}`, '--', 'ip', ...args])).stdout
    },
    mtu: name => linkMtu(checked(name)),
    async attach(name, bridge, options) {
      const port = checked(name)
      if ((await ovsBridges(exec)).includes(bridge)) return ovsAttach(exec, port, bridge, options)
      const link = await showLink(exec, checked(bridge))
      if (link?.linkinfo?.info_kind !== 'bridge') throw new Failure(`bridge '${bridge}' does not exist`)
      return bridgeAttach(exec, port, link, options)
    },
    async setUp(name, up) {
      await exec('ip', ['link', 'set', 'dev', checked(name), up ? 'up' : 'down'])
    },
    async remove(name) {
      await ovsDetach(exec, checked(name))
      if (!isThere(name)) return
      try {
        await exec('ip', ['link', 'del', 'dev', name])
      } catch (error) {
        // The kernel takes a pair away by itself when the network that has its other end goes.
        if (isThere(name)) throw error
      }
    },
    async setRate(name, megabytesPerSecond) {
      if (await setPortRate(exec, checked(name), megabytesPerSecond)) return
      notice(`Rate limit of ${name} applies only to what the guest receives: this kernel cannot police what it sends`)
    },
    async counters() {
      // What this machine receives from a port, the guest behind it has sent.
      const seen = [...readNetworkCounters()]
      return new Map(seen.map(([name, { receivedBytes, sentBytes }]) => [name, { receivedBytes: sentBytes, sentBytes: receivedBytes }]))
    },
  }
}
