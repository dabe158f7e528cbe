import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { bridgeAttach } from './bridge-attach.ts'
import type { IpLink } from './ip.ts'
import { setPortRate } from './rate.ts'

const bridge = (filtering: boolean): IpLink => ({
  ifname: 'vmbr0',
  mtu: 9000,
  flags: [],
  linkinfo: { info_kind: 'bridge', info_data: { vlan_filtering: filtering ? 1 : 0 } },
})

/** `ip` of a machine with the given interfaces; `up`: those that are ports of vmbr0. */
function machine(ports: readonly string[]) {
  const host = fakeHost()
  const known = new Set(ports)
  host.programs.script('ip', args => {
    if (args.includes('show')) {
      if (args.includes('master')) return JSON.stringify(ports.map(ifname => ({ ifname })))
      const name = args.at(-1) ?? ''
      return known.has(name) ? JSON.stringify([{ ifname: name }]) : { code: 1 }
    }
    return ''
  })
  host.programs.script('bridge', () => '')
  const changes = () => host.programs.calls.filter(call => !call.args.includes('show')).map(call => [call.program, ...call.args].join(' '))
  return { host, changes }
}

test('a port without a VLAN takes the bridge and its MTU', async () => {
  const { host, changes } = machine([])
  await bridgeAttach(host.exec, 'tap100i0', bridge(false), {})
  assert.deepEqual(changes(), ['ip link set dev tap100i0 mtu 9000 master vmbr0'])
})

test('on a bridge that filters, the VLAN and the trunks belong to the port', async () => {
  const filters = async (options: { vlan?: number; trunks?: string }) => {
    const { host, changes } = machine([])
    await bridgeAttach(host.exec, 'tap100i0', bridge(true), options)
    return changes().slice(1)
  }
  const cleared = 'bridge vlan del dev tap100i0 vid 1-4094'
  assert.deepEqual(await filters({ vlan: 5 }), [cleared, 'bridge vlan add dev tap100i0 vid 5 pvid untagged'])
  assert.deepEqual(await filters({}), [
    cleared,
    'bridge vlan add dev tap100i0 vid 1 pvid untagged',
    'bridge vlan add dev tap100i0 vid 2-4094',
  ])
  assert.deepEqual(await filters({ vlan: 5, trunks: '7;10-20' }), [
    cleared,
    'bridge vlan add dev tap100i0 vid 5 pvid untagged',
    'bridge vlan add dev tap100i0 vid 7',
    'bridge vlan add dev tap100i0 vid 10-20',
  ])
})

test('beside a bridge that does not filter, the VLAN gets a bridge of its own over the physical port', async () => {
  const { host, changes } = machine(['eno1', 'tap101i0'])
  await bridgeAttach(host.exec, 'tap100i0', bridge(false), { vlan: 5 })
  assert.deepEqual(changes(), [
    'ip link add name vmbr0v5 type bridge stp_state 0',
    'ip link add link eno1 name eno1.5 type vlan id 5',
    'ip link set dev eno1.5 master vmbr0v5',
    'ip link set dev eno1.5 up',
    'ip link set dev vmbr0v5 up',
    'ip link set dev tap100i0 mtu 9000 master vmbr0v5',
  ])
})

test('on a bridge that cannot filter a port sees all VLANs; one of its own and trunks beside it are refused', async () => {
  const { host, changes } = machine(['eno1'])
  await bridgeAttach(host.exec, 'tap100i0', bridge(false), { trunks: '5' })
  assert.deepEqual(changes(), ['ip link set dev tap100i0 mtu 9000 master vmbr0'])
  await assert.rejects(bridgeAttach(host.exec, 'tap100i0', bridge(false), { vlan: 7, trunks: '5' }), /bridge 'vmbr0' is not VLAN aware/)
})

test('a rate limits both directions, and a kernel that cannot police is noticed', async () => {
  const host = fakeHost()
  let canPolice = true
  host.programs.script('tc', args => ({ code: args.includes('ingress') && args[1] === 'add' && !canPolice ? 2 : 0 }))
  assert.equal(await setPortRate(host.exec, 'tap100i0', 10), true)
  assert.ok(host.programs.callsOf('tc').some(call => call.includes('htb rate 10485760bps')))
  assert.ok(host.programs.callsOf('tc').some(call => call.includes('police rate 10485760bps')))
  canPolice = false
  assert.equal(await setPortRate(host.exec, 'tap100i0', 10), false)
})
