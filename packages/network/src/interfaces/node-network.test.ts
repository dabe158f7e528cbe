import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { fakeHost } from '@quorate/testing'
import { listInterfaces, requireInterface } from './node-network.ts'

function machine() {
  const host = fakeHost()
  const link = { mtu: 1500, flags: ['UP'], operstate: 'UP', link_type: 'ether' }
  host.programs.script('ip', args =>
    args.includes('route')
      ? ''
      : JSON.stringify([
          { ...link, ifname: 'eno1', master: 'vmbr0' },
          { ...link, ifname: 'vmbr0', linkinfo: { info_kind: 'bridge' } },
          { ...link, ifname: 'vmbr1', linkinfo: { info_kind: 'bridge' } },
        ]),
  )
  return host
}

const callWith = (...rights: string[]) =>
  ({ node: 'pve', may: (path, ...anyOf) => anyOf.some(one => rights.includes(`${path} ${one}`)) }) as Pick<Call, 'node' | 'may'> as Call

test('auditors see every interface, others only the bridges they may use', async () => {
  const names = async (call: Call, type?: string) =>
    (await listInterfaces(machine(), call, type === undefined ? {} : { type })).map(row => row.iface)
  assert.deepEqual(await names(callWith('/nodes/pve Sys.Audit')), ['eno1', 'vmbr0', 'vmbr1'])
  assert.deepEqual(await names(callWith('/nodes/pve Sys.Audit'), 'any_bridge'), ['vmbr0', 'vmbr1'])
  assert.deepEqual(await names(callWith('/nodes/pve Sys.Audit'), 'eth'), ['eno1'])
  assert.deepEqual(await names(callWith('/sdn/zones/localnetwork/vmbr1 SDN.Use')), ['vmbr1'])
  assert.deepEqual(await names(callWith()), [])
})

test('one interface is shown, a missing one is named', async () => {
  assert.equal((await requireInterface(machine(), 'vmbr0')).bridge_ports, 'eno1')
  await assert.rejects(requireInterface(machine(), 'vmbr9'), { message: "interface 'vmbr9' does not exist on this node" })
})
