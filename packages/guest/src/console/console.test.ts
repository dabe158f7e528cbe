import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { fakeHost } from '@quorate/testing'
import { openConsole, redeemConsole } from './console-tickets.ts'
import { TerminalBridge } from './terminal-bridge.ts'
import { TerminalFrames } from './terminal-protocol.ts'
import { vncScreen } from './vnc/open-screen.ts'

const target = { kind: 'vnc', socket: '/fake/run/100.vnc' }

test('a console ticket opens its console once, for the caller it was given to, within a minute', async () => {
  const host = fakeHost()
  const { ticket, port } = await openConsole(host, 'a@pam', 'VM 100', target)
  assert.match(ticket, /^PVEVNC:[0-9A-F]{8}::/)
  assert.equal(port, 5900)
  assert.equal((await openConsole(host, 'a@pam', 'VM 100', target)).port, 5901)
  assert.ok(![...host.files.entries.values()].some(entry => entry.content.includes(ticket)), 'the ticket itself is stored nowhere')
  await assert.rejects(redeemConsole(host, 'b@pam', 'VM 100', port, ticket), { status: 401 })
  await assert.rejects(redeemConsole(host, 'a@pam', 'VM 101', port, ticket), { status: 401 })
  await assert.rejects(redeemConsole(host, 'a@pam', 'CT 100', port, ticket), { status: 401 })
  await assert.rejects(redeemConsole(host, 'a@pam', 'VM 100', port, `${ticket}x`), { status: 401 })
  assert.deepEqual(await redeemConsole(host, 'a@pam', 'VM 100', port, ticket), target)
  await assert.rejects(redeemConsole(host, 'a@pam', 'VM 100', port, ticket), { status: 401 })
  const late = await openConsole(host, 'a@pam', 'VM 100', target)
  host.time += 61_000
  await assert.rejects(redeemConsole(host, 'a@pam', 'VM 100', late.port, late.ticket), { status: 401 })
})

test('terminal frames may arrive in any pieces', () => {
  const frames = new TerminalFrames()
  const whole = Buffer.from('0:3:a:b1:80:24:20:1:x')
  const got = Array.from(whole, byte => frames.push(Buffer.from([byte]))).flat()
  assert.deepEqual(
    got.map(frame => (frame.kind === 'input' ? frame.data.toString() : frame.kind)),
    ['a:b', 'resize', 'ping', 'x'],
  )
  assert.throws(() => new TerminalFrames().push(Buffer.from('hello')))
})

test('a terminal answers OK to the right ticket, then carries input and output', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-term-'))
  t.after(() => rm(folder, { recursive: true }))
  const server = createServer(socket => socket.on('data', data => socket.write(`got ${data}`)))
  t.after(() => server.close())
  server.listen(join(folder, 's'))
  await once(server, 'listening')
  const bridge = new TerminalBridge(async () => connect(join(folder, 's')), 'a@pam', 'PVEVNC:1::x')
  t.after(() => bridge.destroy())
  let seen = ''
  const until = async (text: string) => {
    while (!seen.includes(text)) seen += String((await once(bridge, 'data'))[0])
  }
  bridge.write('a@pam:PVEVNC:1::x\n')
  await until('OK')
  bridge.write('0:2:hi')
  await until('got hi')
})

test('a terminal closes on a wrong ticket', async () => {
  const bridge = new TerminalBridge(() => assert.fail('opened'), 'a@pam', 'PVEVNC:1::x')
  bridge.write('a@pam:PVEVNC:1::y\n')
  const [error] = (await once(bridge, 'error')) as [Error]
  assert.match(error.message, /wrong ticket/)
})

test('a terminal that cannot be opened says why to the right ticket, and ends', async () => {
  const failure = new Failure('the console of CT 1 cannot be opened', { cause: new Error('no\u001b[2J\nway') })
  const bridge = new TerminalBridge(() => Promise.reject(failure), 'a@pam', 'PVEVNC:1::x')
  bridge.write('a@pam:PVEVNC:1::x\n1:80:24:')
  let seen = ''
  for await (const chunk of bridge) seen += String(chunk)
  assert.equal(seen, 'OK\r\nthe console of CT 1 cannot be opened: no [2J way\r\n')
})

test('a VNC client that there is no screen for is told why in its handshake', async () => {
  for (const [version, head] of [
    ['003.008', '00'],
    ['003.003', '00000000'],
  ] as const) {
    const screen = await vncScreen(() => Promise.reject(new Failure('CT 1 not running')), { password: 'x', title: 'CT 1' })
    screen.write(`RFB ${version}\n`)
    const parts: Buffer[] = []
    for await (const chunk of screen) parts.push(chunk)
    const answer = Buffer.concat(parts).toString('latin1')
    assert.equal(answer, `RFB 003.008\n${Buffer.from(`${head}00000010`, 'hex').toString('latin1')}CT 1 not running`)
  }
})
