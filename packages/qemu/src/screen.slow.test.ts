import assert from 'node:assert/strict'
import { createCipheriv } from 'node:crypto'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { TrialMachine } from './testing/trial-machine.ts'

async function read(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const chunk = socket.read(count) as Buffer | null
    if (chunk) return chunk
    await once(socket, 'readable')
  }
}

function answer(challenge: Buffer, password: string): Buffer {
  const key = Buffer.alloc(8)
  key.write(password.slice(0, 8), 'latin1')
  const mirrored = key.map(byte => Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2))
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([mirrored, mirrored, mirrored]), null)
  return cipher.setAutoPadding(false).update(challenge)
}

/** Protocol 3.8 with VNC authentication, up to the server's word on it: 0 is yes. */
async function logIn(socket: Socket, password: string): Promise<number> {
  assert.match((await read(socket, 12)).toString(), /^RFB 003\.008/)
  socket.write('RFB 003.008\n')
  const [count = 0] = await read(socket, 1)
  assert.ok((await read(socket, count)).includes(2), 'asks for a password')
  socket.write(Buffer.from([2]))
  socket.write(answer(await read(socket, 16), password))
  return (await read(socket, 4)).readUInt32BE()
}

test('the screen opens with the ticket as password, or with a generated one, and not without', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const open = async (options: Record<string, unknown>, password?: string): Promise<number> => {
    const given = (await machine.request('POST', '/{vmid}/vncproxy', { vmid: 100, websocket: true, ...options })) as {
      ticket: string
      port: number
      password?: string
    }
    assert.ok(given.port >= 5900 && given.port <= 5999)
    const request = { vmid: 100, port: given.port, vncticket: given.ticket }
    const socket = (await machine.request('GET', '/{vmid}/vncwebsocket', request)) as Socket
    try {
      return await logIn(socket, password ?? given.password ?? given.ticket)
    } finally {
      socket.destroy()
    }
  }
  assert.equal(await open({}), 0)
  assert.equal(await open({ 'generate-password': true }), 0)
  assert.notEqual(await open({ 'generate-password': true }, 'wrong'), 0)
})

test('the human monitor and keys reach the guest', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.match(String(await machine.request('POST', '/{vmid}/monitor', { vmid: 100, command: 'info status' })), /running/)
  await machine.request('PUT', '/{vmid}/sendkey', { vmid: 100, key: 'ctrl-alt-delete' })
  await assert.rejects(
    async () => machine.request('PUT', '/{vmid}/sendkey', { vmid: 100, key: 'nosuchkey' }),
    /sendkey nosuchkey to VM 100 failed/,
  )
  assert.equal(await machine.request('POST', '/{vmid}/status/suspend', { vmid: 100 }), 'OK')
  const paused = (await machine.request('GET', '/{vmid}/status/current', { vmid: 100 })) as { qmpstatus: string }
  assert.equal(paused.qmpstatus, 'paused')
  assert.equal(await machine.request('POST', '/{vmid}/status/resume', { vmid: 100 }), 'OK')
})

test('a VM with firmware variables and a TPM gets both, and they are released at its end', async t => {
  await using machine = await TrialMachine.create()
  if (!(await machine.host.files.stat('/usr/share/OVMF/OVMF_CODE_4M.fd'))) return t.skip('OVMF is not installed')
  await machine.addGuest(100, {
    bios: 'ovmf',
    machine: { type: 'q35' },
    efidisk0: { file: 'local:1', efitype: '4m' },
    tpmstate0: { file: 'local:4', version: 'v2.0' },
  })
  assert.match(machine.config(100), /^efidisk0: local:100\/vm-100-disk-\d\.\w+,efitype=4m,size=528K$/m)
  assert.match(machine.config(100), /^tpmstate0: local:100\/vm-100-disk-\d\.raw,size=4M,version=v2\.0$/m)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK', machine.notices.join('\n'))
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.deepEqual(await machine.host.files.list(`${machine.host.root.run}/qemu-server`), [])
})

test('a start takes little longer than QEMU itself', async t => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  const times: number[] = []
  for (let round = 0; round < 7; round++) {
    const begun = performance.now()
    assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
    times.push(performance.now() - begun)
    assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  }
  const median = times.toSorted((a, b) => a - b)[3] ?? 0
  t.diagnostic(`start to ready: ${Math.round(median)} ms median of ${times.map(Math.round).join(', ')}`)
})
