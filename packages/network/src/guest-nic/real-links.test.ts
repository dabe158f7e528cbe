import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { plugGuestNic, replugGuestNic, unplugGuestNic } from './plug-guest-nic.ts'

test('on the real kernel a card comes and goes on a bridge', async t => {
  if (process.getuid?.() !== 0) return t.skip('making network interfaces needs root')
  const folder = await mkdtemp(join(tmpdir(), 'quorate-network-'))
  const notices: string[] = []
  const host = realHost(rootAt(folder, 'pve'), text => notices.push(text))
  const bridge = `qt${process.pid}`.slice(0, 15)
  // Far from the numbers of real guests, and another one for each process that runs this test.
  const nic = { vmid: 900_000_000 + process.pid, index: 1, bridge, mac: 'BC:24:11:00:00:01' }
  await host.exec('ip', ['link', 'add', 'name', bridge, 'mtu', '1400', 'type', 'bridge'])
  try {
    const name = await plugGuestNic(host, { ...nic, rate: 2, queues: 2 })
    const show = async () => JSON.parse((await host.exec('ip', ['-j', 'link', 'show', 'dev', name])).stdout)[0]
    const link = await show()
    assert.deepEqual([link.master, link.mtu, link.address, link.flags.includes('UP')], [bridge, 1400, 'fe:24:11:00:00:01', true])
    assert.match((await host.exec('tc', ['class', 'show', 'dev', name])).stdout, /rate 16777Kbit|rate 16777216bit|rate 16Mbit/)
    assert.deepEqual((await host.links.counters()).get(name), { receivedBytes: 0, sentBytes: 0 })
    await replugGuestNic(host, { ...nic, linkDown: true })
    assert.equal((await show()).flags.includes('UP'), false)
    assert.doesNotMatch((await host.exec('tc', ['qdisc', 'show', 'dev', name])).stdout, /htb/)
    await plugGuestNic(host, nic)
    await unplugGuestNic(host, nic)
    await unplugGuestNic(host, nic)
    assert.equal(await host.links.exists(name), false)
    await plugGuestNic(host, { ...nic, tag: 5 })
    assert.equal((await show()).master, `${bridge}v5`)
    const announced = `/proc/sys/net/ipv6/conf/${bridge}v5/disable_ipv6`
    if (existsSync(announced)) assert.equal(readFileSync(announced, 'utf8'), '1\n', 'the node listens to announcements in the VLAN')
    await unplugGuestNic(host, nic)
  } finally {
    await host.links.remove(bridge)
    await host.links.remove(`${bridge}v5`)
    await rm(folder, { recursive: true })
  }
})
