import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { test, type TestContext } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { giveContainerNic, plugContainerNic, replugContainerNic, unplugContainerNic } from './plug-container-nic.ts'

const skip = process.getuid?.() === 0 ? false : 'making network interfaces needs root'
const mebi = 1024 * 1024
const packets = 3000
const packetBytes = 1400
/** Sends the packets one after the other, with a pause in which the kernel passes them on. */
const sender = `
  const socket = require('node:dgram').createSocket('udp4')
  const send = left => left === 0 ? socket.close()
    : socket.send(Buffer.alloc(${packetBytes}), 9, process.argv[1], () => left % 20 ? send(left - 1) : setTimeout(send, 1, left - 1))
  send(${packets})
`

/** A bridge and two containers, of which there is nothing but their network namespaces. */
async function twoContainers(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-veth-'))
  const notices: string[] = []
  const host = realHost(rootAt(folder, 'pve'), text => notices.push(text))
  const bridge = `qv${process.pid}`
  await host.exec('ip', ['link', 'add', 'name', bridge, 'up', 'type', 'bridge', 'mcast_snooping', '0'])
  // Set by hand it stays, whatever the ports have.
  await host.exec('ip', ['link', 'set', 'dev', bridge, 'mtu', '1450'])
  const made: { name: string }[] = []
  t.after(async () => {
    for (const nic of made) await unplugContainerNic(host, nic)
    await host.links.remove(bridge)
    await rm(folder, { recursive: true })
  })
  const container = async (number: number) => {
    const child = spawn('unshare', ['--net', '--', 'sh', '-c', 'echo; exec sleep 300'], { stdio: ['ignore', 'pipe', 'ignore'] })
    t.after(() => child.kill('SIGKILL'))
    await once(child.stdout, 'data')
    const pid = child.pid ?? 0
    const init = { pid, startTicks: host.processes.startTicks(pid) ?? 0 }
    const vmid = 50_000_000 + (process.pid % 1_000_000) * 10 + number
    const nic = { vmid, index: 1, name: `veth${vmid}i1`, peerName: `vp${vmid}i1`, bridge, mac: `BC:24:11:00:00:0${number}` }
    made.push(nic)
    const inside = (...args: string[]) => host.links.ipInside(init, args)
    const received = async () => JSON.parse(await inside('-s', '-j', 'link', 'show', 'dev', 'eth0'))[0].stats64.rx.bytes as number
    return { init, nic, inside, received, address: `198.18.0.${number}` }
  }
  return { host, bridge, notices, one: await container(1), two: await container(2) }
}

/** The kernel tells the other end a moment later. */
async function becomes(inside: (...args: string[]) => Promise<string>, up: boolean): Promise<void> {
  for (;;) {
    const [link] = JSON.parse(await inside('-j', 'link', 'show', 'dev', 'eth0'))
    if ((link.operstate === 'UP') === up) return
    await delay(20)
  }
}

test(
  'a pair has its one end on the bridge and the other in the container, by its name there, until it is unplugged',
  { skip, timeout: 30_000 },
  async t => {
    const { host, bridge, one } = await twoContainers(t)
    await plugContainerNic(host, one.nic)
    await plugContainerNic(host, { ...one.nic, mtu: 1400 })
    await giveContainerNic(host, one.nic, one.init, 'eth0')
    const [inside] = JSON.parse(await one.inside('-j', 'link', 'show', 'dev', 'eth0'))
    assert.deepEqual([inside.mtu, inside.address], [1400, 'bc:24:11:00:00:01'])
    await becomes(one.inside, true)
    const show = async () => JSON.parse((await host.exec('ip', ['-j', 'link', 'show', 'dev', one.nic.name])).stdout)[0]
    const link = await show()
    assert.deepEqual([link.master, link.mtu, link.address], [bridge, 1450, 'fe:24:11:00:00:01'])
    await replugContainerNic(host, { ...one.nic, linkDown: true })
    await becomes(one.inside, false)
    assert.equal(await host.links.exists(one.nic.peerName), false)
    await unplugContainerNic(host, one.nic)
    assert.equal((await one.inside('-j', 'link', 'show')).includes('eth0'), false)
    await assert.rejects(host.links.give('lo', { ...one.init, startTicks: 1 }, 'eth0'), /process \d+ has ended/)
  },
)

/** How many bytes come from one container to the other when a number of packets is sent at once. */
async function traffic(t: TestContext) {
  const { host, one, two, notices } = await twoContainers(t)
  for (const { nic, init, inside, address } of [one, two]) {
    await plugContainerNic(host, nic)
    await giveContainerNic(host, nic, init, 'eth0')
    await inside('address', 'add', `${address}/24`, 'dev', 'eth0')
  }
  await one.inside('neighbor', 'add', two.address, 'lladdr', two.nic.mac, 'dev', 'eth0')
  const arrived = async () => {
    const before = await two.received()
    await host.exec('nsenter', [`--net=/proc/${one.init.pid}/ns/net`, '--', process.execPath, '-e', sender, two.address])
    return (await two.received()) - before
  }
  return { host, notices, from: one.nic, to: two.nic, arrived }
}

const rate = 0.001
const all = packets * packetBytes
/** What the limit lets through at once. */
const burst = mebi * 1.2

test('a rate holds for what a container receives, until it is taken away', { skip }, async t => {
  const { host, to, arrived } = await traffic(t)
  assert.ok((await arrived()) > all * 0.99)
  await replugContainerNic(host, { ...to, rate })
  const taken = await arrived()
  assert.ok(taken > 0 && taken < burst, `${taken} bytes came to a limited container`)
  await replugContainerNic(host, to)
  assert.ok((await arrived()) > all * 0.99)
})

test('a rate holds for what a container sends, until it is taken away', { skip }, async t => {
  const { host, from, arrived, notices } = await traffic(t)
  await replugContainerNic(host, { ...from, rate })
  if (notices.length > 0) return t.skip('this kernel cannot police')
  const sent = await arrived()
  assert.ok(sent > mebi * 0.9 && sent < burst, `${sent} bytes came from a limited container`)
  await replugContainerNic(host, from)
  assert.ok((await arrived()) > all * 0.99)
})
