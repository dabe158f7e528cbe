import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import type { Call, TaskHandle, TaskWork } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { fakeHost, MemoryStore, type FakeHost } from '@quorate/testing'
import { powerApi, type PowerParts } from '../power.api.ts'
import { nodeReport } from './report.ts'
import { setTimeZone } from './time-zone.ts'
import { magicPacket, wake } from './wake.ts'

const author = { authid: 'root@pam' }

async function handle(parts: PowerParts, ending: string, parameters: Record<string, unknown>): Promise<unknown> {
  const { handler } = powerApi(parts).find(({ spec }) => spec.path.endsWith(ending)) ?? assert.fail(ending)
  return await handler({} as Call, { node: 'pve', ...parameters } as never)
}

test('a time zone that there is becomes that of the machine and of the process', async t => {
  const host = fakeHost({ root: '/' })
  const before = process.env.TZ
  t.after(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })
  await host.files.makeDirectory('/usr/share/zoneinfo/Asia')
  await host.files.writeAtomic('/usr/share/zoneinfo/Asia/Kathmandu', 'TZif')
  await host.files.makeDirectory('/etc')
  host.programs.script('ln', () => '')
  await setTimeZone(host, 'Asia/Kathmandu')
  assert.match(host.programs.callsOf('ln')[0] ?? '', / -- \/usr\/share\/zoneinfo\/Asia\/Kathmandu \/etc\/localtime$/)
  assert.equal(await host.files.read('/etc/timezone'), 'Asia/Kathmandu\n')
  assert.equal(new Date(0).getTimezoneOffset(), -330)
  for (const wrong of ['Asia/Nowhere', '../../etc/passwd', 'Asia', ''])
    await assert.rejects(setTimeZone(host, wrong), /verification failed/)
  const trial = fakeHost()
  await trial.files.makeDirectory('/usr/share/zoneinfo')
  await trial.files.writeAtomic('/usr/share/zoneinfo/UTC', 'TZif')
  await assert.rejects(setTimeZone(trial, 'UTC'), /\/etc\/localtime was not changed: this is a trial root/)
})

function endable(host: FakeHost, stop: TaskWork) {
  host.programs.script('systemctl', () => '')
  const started: { type: string; work: TaskWork }[] = []
  const parts: PowerParts = {
    host,
    store: new MemoryStore(),
    stopGuests: async () => stop,
    beginTask: (_call, type, _id, work) => started.push({ type, work }),
  }
  return { parts, started }
}

const task = { log: () => undefined } as unknown as TaskHandle

test('the machine ends after its guests, and not when they could not be shut down', async () => {
  const host = fakeHost({ root: '/' })
  await host.files.makeDirectory('/run/systemd/system')
  const order: string[] = []
  const { parts, started } = endable(host, async () => void order.push('guests'))
  assert.equal(await handle(parts, '/status', { command: 'shutdown' }), null)
  assert.deepEqual(host.programs.calls, [])
  assert.equal(started[0]?.type, 'stopall')
  await started[0]?.work(task)
  assert.deepEqual([order, host.programs.callsOf('systemctl')], [['guests'], ['poweroff']])
  await handle(parts, '/status', { command: 'reboot' })
  await started[1]?.work(task)
  assert.equal(host.programs.callsOf('systemctl').at(-1), 'reboot')
  const stuck = endable(host, () => Promise.reject(new Error('VM 100 does not end')))
  await handle(stuck.parts, '/status', { command: 'reboot' })
  await assert.rejects(stuck.started[0]?.work(task) ?? assert.fail('not started'), /VM 100 does not end/)
  assert.equal(host.programs.callsOf('systemctl').length, 2)
})

test('a trial root, and a machine without systemd, is never ended', async () => {
  for (const [root, why] of [
    ['/fake', /this is a trial root/],
    ['/', /systemd does not run this machine/],
  ] as const) {
    const { parts, started } = endable(fakeHost({ root }), () => assert.fail('stopped guests'))
    await assert.rejects(handle(parts, '/status', { command: 'reboot' }), why)
    assert.deepEqual(started, [])
  }
})

test('a node is woken by the magic packet with its address', async t => {
  const listener = createSocket('udp4')
  t.after(() => listener.close())
  listener.bind(0, '127.0.0.1')
  await once(listener, 'listening')
  const heard = once(listener, 'message')
  const [loopback] = Object.entries(networkInterfaces()).find(([, all]) => all?.some(({ address }) => address === '127.0.0.1')) ?? ['lo']
  const target = { mac: 'BC:24:11:0A:0B:0C', 'broadcast-address': '127.0.0.1', 'bind-interface': loopback }
  await wake(target, listener.address().port)
  const [packet] = (await heard) as [Buffer]
  assert.deepEqual(packet, magicPacket(target.mac))
  assert.equal(packet.toString('hex'), 'ff'.repeat(6) + 'bc24110a0b0c'.repeat(16))
  await assert.rejects(wake({ ...target, 'bind-interface': 'nothing0' }), /cannot send by 'nothing0': there is no such interface/)
})

test('the address to wake is that of the other node, as its options say', async () => {
  const store = new MemoryStore()
  const parts: PowerParts = { host: fakeHost(), store }
  await assert.rejects(handle(parts, '/wakeonlan', { node: 'pve' }), /is this very node/)
  await assert.rejects(handle(parts, '/wakeonlan', { node: 'other' }), /cannot wake 'other': its MAC address is not known/)
  const text = 'wakeonlan: BC:24:11:00:00:01,broadcast-address=127.0.0.1\n'
  await store.commit([{ op: 'write', path: 'nodes/other/config', text }], author)
  assert.equal(await handle(parts, '/wakeonlan', { node: 'other' }), 'BC:24:11:00:00:01')
})

test('a report tells of the machine and of what its reader may see, without passwords', async () => {
  const host = fakeHost()
  host.programs.script('uname', () => 'Linux pve 6.12\n')
  host.programs.script('lsblk', () => ({ code: 32, stderr: 'no /sys' }))
  const store = new MemoryStore()
  const config = (vmid: number) => `cipassword: $5$secret\nname: vm${vmid}\n\n[first]\ncipassword: other\n`
  for (const vmid of [100, 101])
    await store.commit([{ op: 'write', path: `nodes/pve/qemu-server/${vmid}.conf`, text: config(vmid) }], author)
  await store.commit([{ op: 'write', path: 'datacenter.cfg', text: 'keyboard: de\n' }], author)
  const parts = { host, store, guests: new GuestIndex(store), build: 'abc' }
  const own = await nodeReport(parts, { may: path => path === '/vms/101' })
  assert.match(own, /==== uname -a ====\nLinux pve 6\.12\n/)
  assert.match(own, /==== lsblk [^\n]+ ====\nlsblk failed \(exit code 32\): no \/sys\n/)
  assert.match(own, /==== ip -4 route ====\ncannot run ip: /)
  assert.match(own, /name: vm101/)
  assert.doesNotMatch(own, /vm100|keyboard|secret|other/)
  assert.match(await nodeReport(parts, { may: () => true }), /==== datacenter\.cfg ====\nkeyboard: de\n[^]*vm100/)
})
