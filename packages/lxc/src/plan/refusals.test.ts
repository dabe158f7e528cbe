import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { goldenFacts } from '../testing/golden-facts.ts'
import { planContainer } from './plan-container.ts'
import { readConfig } from './read-config.ts'

function plan(text: string) {
  const { config, raw } = readConfig(100, parseGuestConfig(text).current)
  return planContainer(config, raw, goldenFacts())
}

const root = 'rootfs: local:100/vm-100-disk-0.raw\n'

for (const [what, text, reason] of [
  ['no root file system', 'hostname: a\n', /^rootfs: is not set/],
  ['two mount points at one place', `${root}mp0: st:b,mp=/srv\nmp1: st:c,mp=//srv/\n`, /^mp1: '\/srv' is the place of mp0 already$/],
  ['a mount point at the root', `${root}mp0: st:b,mp=/\n`, /^mp0: mp '\/' is the place of the root/],
  ['a mount point that LXC would hide', `${root}mp0: st:b,mp=/dev/shm\n`, /^mp0: nothing can be mounted at '\/dev\/shm'/],
  ['a mount point that is no path', `${root}mp0: st:b,mp=st:b\n`, /^mp0: mp 'st:b' is no absolute path$/],
  ['two cards of one name', `${root}net0: name=eth0\nnet1: name=eth0\n`, /^net1: net0 has the name 'eth0' already$/],
  ['a card with the name of the loopback interface', `${root}net0: name=lo\n`, /^net0: 'lo' cannot be the name/],
  ['a name that the kernel cannot take', `${root}net0: name=abcdefghijklmnop\n`, /^net0: 'abcdefghijklmnop' cannot be the name/],
  [
    'an MTU that the bridge does not carry',
    `${root}net0: name=eth0,bridge=vmbr0,mtu=9000\n`,
    /^net0: mtu 9000 is more than the 1500 of bridge 'vmbr0'$/,
  ],
  ['DHCP by the host', `${root}net0: name=eth0,host-managed=1,ip=dhcp\n`, /^net0: the host sets no addresses by DHCP/],
  ['a device that is not there', `${root}dev0: /dev/nothing\n`, /^dev0: '\/dev\/nothing' is no device of node pve$/],
  ['one device twice', `${root}dev0: /dev/sdb\ndev1: /dev/sdb\n`, /^dev1: dev0 is the device '\/dev\/sdb' already$/],
  ['a key that is ours', `${root}lxc.rootfs.path: /\n`, /^lxc.rootfs.path cannot be set: set rootfs$/],
  ['another control group', `${root}lxc.cgroup.dir: /x\n`, /^lxc.cgroup.dir cannot be set: /],
  ['a name of an old LXC', `${root}lxc.network.type: veth\n`, /^lxc.network.type is a name of LXC before version 3: write lxc.net.0.type$/],
  ['an id map that is none', `${root}lxc.idmap: u 0\n`, /^lxc.idmap: 'u 0' is not of the form/],
  ['an id map without root', `${root}lxc.idmap: u 1 100001 10\nlxc.idmap: g 0 100000 10\n`, /^lxc.idmap: no line 'u 0 ...'/],
  ['an id map for users alone', `${root}lxc.idmap: u 0 100000 10\n`, /^lxc.idmap: no line 'g 0 ...'/],
  ['ranges that overlap', `${root}lxc.idmap: b 0 100000 10\nlxc.idmap: u 5 200000 10\n`, /^lxc.idmap: ranges of 'u' lines overlap$/],
  ['a value that the container needs', `${root}net0: bridge=vmbr0\n`, /^config of CT 100: net0/],
] as const) {
  test(`${what} is refused with the key`, () => {
    assert.throws(() => plan(text), { message: reason })
  })
}

test('a line break in a value begins no line of its own', () => {
  assert.throws(() => planContainer({ rootfs: { volume: 'a:b' }, env: 'A=1\nlxc.rootfs.path=/' }, [], goldenFacts()), /holds a line break/)
  assert.throws(() => planContainer({ rootfs: { volume: 'a:b' }, hostname: 'a\nb' }, [], goldenFacts()), /holds a line break/)
})

test('every name on the host fits into the 15 characters of the kernel', () => {
  const { config, raw } = readConfig(999_999_999, parseGuestConfig(`${root}net31: name=eth0,hwaddr=BC:24:11:00:00:01\n`).current)
  const [nic] = planContainer(config, raw, { ...goldenFacts(), vmid: 999_999_999 }).nics
  assert.deepEqual([nic?.hostName, nic?.peerName], ['ve999999999i31', 'vp999999999i31'])
})
