/** Debian in a network whose router gives addresses, names and routes: by DHCP and announcements, and in a VLAN. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { cannotRun } from '../../packages/lxc/src/testing/hand-made-container.ts'
import { booted, inside as insideOf, offerDebian } from '../guests/debian-container.ts'
import { DhcpNetwork, noDnsmasq, type Lease } from '../guests/dhcp-network.ts'
import { Product } from '../product.ts'
import { until } from '../until.ts'

const skip = cannotRun() || noDnsmasq
const product = new Product()
const bridge = 'brdebnet'
/** What the product calls the bridge of a VLAN beside one that does not filter VLANs. */
const vlanBridge = `${bridge}v30`
const ct = (vmid: number) => `/nodes/pve/lxc/${vmid}`
const inside = (vmid: number, ...command: string[]) => insideOf(product, vmid, ...command)
const templates = new Map<string, string>()
let office: DhcpNetwork
let vlan: DhcpNetwork

before(async () => {
  if (skip) return
  for (const name of [bridge, vlanBridge]) {
    execFileSync('ip', ['link', 'add', name, 'type', 'bridge', 'mcast_snooping', '0'])
    execFileSync('ip', ['link', 'set', name, 'up'])
  }
  office = await DhcpNetwork.start({ bridge, prefix4: '198.51.100', prefix6: 'fd00:51::', domain: 'office.example' })
  vlan = await DhcpNetwork.start({ bridge: vlanBridge, prefix4: '203.0.113', prefix6: 'fd00:113::', domain: 'vlan.example' })
  await product.start()
  await product.login()
  for (const release of ['bookworm', 'trixie']) templates.set(release, await offerDebian(product, release))
})

after(async () => {
  await product.destroy()
  if (skip) return
  await office?.[Symbol.asyncDispose]()
  await vlan?.[Symbol.asyncDispose]()
  for (const name of [bridge, vlanBridge]) execFileSync('ip', ['link', 'del', name])
})

async function create(vmid: number, hostname: string, release: string, more: Record<string, unknown>): Promise<void> {
  const config = { vmid, ostemplate: templates.get(release), hostname, memory: 512, rootfs: 'local:2', start: 1, ...more }
  assert.equal(await product.task('POST', '/nodes/pve/lxc', config), 'OK')
  await booted(product, vmid)
}

interface Address {
  readonly local: string
  readonly scope: string
  readonly tentative?: boolean
}

/** Addresses of a card inside that can be used, without prefix lengths and those of the link. */
function addresses(vmid: number, card: string): string[] {
  const [link] = JSON.parse(inside(vmid, 'ip', '-j', 'address', 'show', 'dev', card)) as { addr_info: Address[] }[]
  return link?.addr_info.flatMap(({ local, scope, tentative }) => (scope === 'global' && !tentative ? [local] : [])) ?? []
}

const macOf = async (vmid: number, card: string) =>
  /hwaddr=([0-9A-F:]+)/.exec((await product.ok('GET', `${ct(vmid)}/config`))[card])?.[1]?.toLowerCase() ?? ''

/** Waits for a lease of a card's, and for the card to have its address. */
async function leaseOf(network: DhcpNetwork, vmid: number, key: string, card: string): Promise<Lease> {
  const mac = await macOf(vmid, key)
  return await until(`${card} of CT ${vmid} has an address by DHCP`, () =>
    network.leases().find(one => one.client === mac && addresses(vmid, card).includes(one.address)),
  )
}

for (const [vmid, kind, release, more] of [
  [4410, 'an unprivileged Debian 13', 'trixie', { unprivileged: 1, features: 'nesting=1' }],
  [4411, 'a privileged Debian 12', 'bookworm', { unprivileged: 0 }],
] as const) {
  test(`${kind} has address, route and names by DHCP`, { skip }, async () => {
    const name = `dhcp${vmid}`
    const net0 = `name=eth0,bridge=${bridge},ip=dhcp,ip6=dhcp`
    await create(vmid, name, release, { net0, net1: `name=six,bridge=${bridge},ip=manual,ip6=dhcp`, ...more })
    const lease = await leaseOf(office, vmid, 'net0', 'eth0')
    assert.equal(lease.name, name)
    const mac = await macOf(vmid, 'net0')
    const lease6 = office.leases().find(one => one.address.startsWith('fd00:51::') && one.id.endsWith(mac))
    assert.ok(lease6, JSON.stringify(office.leases()))
    await until('its address of IPv6 can be used', () => addresses(vmid, 'eth0').includes(lease6.address))
    await until('a card for IPv6 alone has its address', () => office.leases().some(one => addresses(vmid, 'six').includes(one.address)))
    assert.match(inside(vmid, 'ip', 'route'), /^default via 198\.51\.100\.1 dev eth0/)
    assert.match(inside(vmid, 'ip', '-6', 'route'), /^default via fe80::\S+ dev eth0/m)
    // Whichever of its two clients was later wrote the file.
    assert.match(inside(vmid, 'cat', '/etc/resolv.conf'), /^nameserver (?:198\.51\.100\.1|fd00:51::1)$/m)
    assert.match(inside(vmid, 'getent', 'ahostsv4', 'router.office.example'), /^198\.51\.100\.1 /)
    inside(vmid, 'ping', '-4', '-c', '1', 'router.office.example')
    inside(vmid, 'ping', '-6', '-c', '1', 'router.office.example')
    const rows = (await product.ok('GET', `${ct(vmid)}/interfaces`)) as { name: string; inet?: string }[]
    assert.equal(rows.find(row => row.name === 'eth0')?.inet, `${lease.address}/24`)
  })
}

test(
  'a card in a VLAN is in that network alone, one with announced addresses chooses its own, and both stay after a reboot',
  { skip },
  async () => {
    const vmid = 4412
    const net1 = `name=lan1,bridge=${bridge},ip=manual,ip6=auto`
    await create(vmid, 'two-cards', 'bookworm', { net0: `name=eth0,bridge=${bridge},tag=30,ip=dhcp`, net1, features: 'nesting=1' })
    const look = async () => {
      assert.equal((await leaseOf(vlan, vmid, 'net0', 'eth0')).name, 'two-cards')
      assert.match(inside(vmid, 'ip', 'route'), /^default via 203\.0\.113\.1 dev eth0/)
      const [mine = ''] = await until('the announced network is known', () => addresses(vmid, 'lan1').length > 0 && addresses(vmid, 'lan1'))
      assert.match(mine, /^fd00:51::[^:]+:\S+$/)
      assert.match(inside(vmid, 'ip', '-6', 'route'), /^default via fe80::\S+ dev lan1/m)
      inside(vmid, 'ping', '-4', '-c', '1', 'router.vlan.example')
      inside(vmid, 'ping', '-c', '1', 'fd00:51::1')
    }
    await look()
    assert.equal(await product.task('POST', `${ct(vmid)}/status/reboot`, { timeout: 60 }), 'OK')
    await booted(product, vmid)
    await look()
    assert.deepEqual(
      office.leases().filter(one => one.name === 'two-cards'),
      [],
    )
  },
)

test('a card that is added while the container runs asks for its address when it is brought up there', { skip }, async () => {
  const vmid = 4412
  assert.equal((await product.api('PUT', `${ct(vmid)}/config`, { net2: `name=eth2,bridge=${bridge},ip=dhcp` })).status, 200)
  inside(vmid, 'ifup', 'eth2')
  await leaseOf(office, vmid, 'net2', 'eth2')
  inside(vmid, 'ping', '-c', '1', '-I', 'eth2', '198.51.100.1')
})

test('a card that goes to another network while the container runs asks for its address there', { skip }, async () => {
  const vmid = 4412
  inside(vmid, 'ifdown', 'eth2')
  assert.equal((await product.api('PUT', `${ct(vmid)}/config`, { net2: `name=eth2,bridge=${bridge},tag=30,ip=dhcp` })).status, 200)
  inside(vmid, 'ifup', 'eth2')
  await leaseOf(vlan, vmid, 'net2', 'eth2')
  inside(vmid, 'ping', '-c', '1', '-I', 'eth2', '203.0.113.1')
})
