/** Tasks, uploads and consoles as clients know them. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { smallLinuxDisk } from '../../guests/small-linux.ts'
import { Product } from '../../product.ts'
import { openConsole } from '../../socket-wire.ts'
import { form, rootToken, send } from './raw-http.ts'

const product = new Product()
const node = `/nodes/${product.node}`
const vm = `${node}/qemu/100`
let token: { authorization: string }

const call = (method: string, path: string, body?: string) =>
  send(product, method, `/api2/json${path}`, {
    headers: { ...token, ...(body === undefined ? {} : form) },
    ...(body === undefined ? {} : { body }),
  })

before(async () => {
  await product.start()
  await product.login()
  token = await rootToken(product, 'wire')
  const settings = { vmid: 100, memory: 128, kvm: 0, serial0: 'socket', virtio0: `local:0,import-from=${smallLinuxDisk()},format=qcow2` }
  assert.equal(await product.task('POST', `${node}/qemu`, settings), 'OK')
  assert.equal(await product.task('POST', `${vm}/status/start`), 'OK')
})
after(() => product.destroy())

const upidForm = new RegExp(`^UPID:${product.node}:([0-9A-F]{8}):([0-9A-F]{8,9}):([0-9A-F]{8}):(\\w+):([^:]*):([^:]+):$`)

test('a task is named by a UPID whose numbers fit into 31 bits, and has its log where it is looked for', async () => {
  const upid: string = (await call('POST', `${vm}/status/start`)).json.data
  const match = upidForm.exec(upid)
  assert.ok(match, upid)
  for (const number of match.slice(1, 4)) assert.ok(Number.parseInt(number, 16) < 2 ** 31, upid)
  assert.deepEqual(match.slice(4), ['qmstart', '100', 'root@pam!wire'])
  assert.match(await product.taskEnd(upid), /already running/)
  assert.ok(existsSync(join(product.root, 'var/log/pve/tasks', match[3]?.at(-1) ?? '', upid)))
})

test('a task is running, without an exit status, and then stopped, with one', async () => {
  const upid: string = (await call('POST', `${vm}/status/shutdown`, 'timeout=1')).json.data
  const running = (await call('GET', `${node}/tasks/${upid}/status`)).json.data
  assert.deepEqual([running.status, running.exitstatus, running.upid], ['running', undefined, upid])
  for (const [name, type] of Object.entries({
    pid: 'number',
    pstart: 'number',
    starttime: 'number',
    type: 'string',
    id: 'string',
    user: 'string',
  })) {
    assert.equal(typeof running[name], type, name)
  }
  const active = (await call('GET', `${node}/tasks?source=active`)).json.data
  assert.ok(active.some((task: { upid: string; endtime?: number }) => task.upid === upid && task.endtime === undefined))
  await product.taskEnd(upid)
  const stopped = (await call('GET', `${node}/tasks/${encodeURIComponent(upid)}/status`)).json.data
  assert.equal(stopped.status, 'stopped')
  assert.equal(typeof stopped.exitstatus, 'string')
  if ((await call('GET', `${vm}/status/current`)).json.data.status === 'stopped') {
    assert.equal(await product.task('POST', `${vm}/status/start`), 'OK')
  }
})

test('a log is read in pieces, with the total beside the data, or downloaded', async () => {
  const [{ upid }] = (await call('GET', `${node}/tasks?typefilter=qmcreate`)).json.data
  const whole = (await call('GET', `${node}/tasks/${upid}/log`)).json
  assert.ok(whole.data.length > 1 && whole.total === whole.data.length, JSON.stringify(whole))
  for (const [at, line] of whole.data.entries()) assert.deepEqual({ ...line, t: '' }, { n: at + 1, t: '' })
  assert.equal(whole.data.at(-1).t, 'TASK OK')
  const piece = (await call('GET', `${node}/tasks/${upid}/log?start=1&limit=1`)).json
  assert.deepEqual(piece, { data: [whole.data[1]], total: whole.total })
  const file = await call('GET', `${node}/tasks/${upid}/log?download=1`)
  assert.equal(file.text.trimEnd(), whole.data.map((line: { t: string }) => line.t).join('\n'))
})

test('a change of the config by PUT is done at once, by POST it is a task; resizing and deleting are tasks', async () => {
  assert.equal((await call('PUT', `${vm}/config`, 'description=x')).text, '{"data":null}')
  const posted: string = (await call('POST', `${vm}/config`, 'description=y')).json.data
  assert.match(posted, upidForm)
  assert.equal(await product.taskEnd(posted), 'OK')
  const resized: string = (await call('PUT', `${vm}/resize`, 'disk=virtio0&size=%2B1M')).json.data
  assert.match(resized, upidForm)
  assert.equal(await product.taskEnd(resized), 'OK')
  assert.equal(await product.task('POST', `${node}/qemu`, { vmid: 101, memory: 64 }), 'OK')
  const removed: string = (await call('DELETE', `${node}/qemu/101?purge=1&destroy-unreferenced-disks=1`)).json.data
  assert.match(removed, upidForm)
  assert.equal(await product.taskEnd(removed), 'OK')
})

test('a stop can overrule a shutdown that the guest does not obey', async () => {
  assert.equal(await product.task('POST', `${node}/qemu`, { vmid: 102, memory: 64, kvm: 0 }), 'OK')
  assert.equal(await product.task('POST', `${node}/qemu/102/status/start`), 'OK')
  const shutdown: string = (await call('POST', `${node}/qemu/102/status/shutdown`, 'timeout=120')).json.data
  const begun = Date.now()
  const stop: string = (await call('POST', `${node}/qemu/102/status/stop`, 'overrule-shutdown=1')).json.data
  assert.equal(await product.taskEnd(stop), 'OK')
  assert.ok(Date.now() - begun < 20_000)
  assert.match(await product.taskEnd(shutdown), /aborted by root@pam!wire/)
})

test('an upload with its length given is taken whole', async () => {
  const content = Buffer.alloc(300_000, 'iso')
  const part = (name: string, more = '') => `--cut\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(`${part('content')}iso\r\n${part('filename', '; filename="wire.iso"')}`),
    content,
    Buffer.from('\r\n--cut--\r\n'),
  ])
  const headers = { ...token, 'content-type': 'multipart/form-data; boundary=cut' }
  const answer = await send(product, 'POST', `/api2/json${node}/storage/local/upload`, { headers, body })
  assert.equal(answer.status, 200, answer.reason)
  assert.equal(await product.taskEnd(answer.json.data), 'OK')
  assert.equal(product.file('var/lib/vz/template/iso/wire.iso').length, content.length)
  const rows = (await call('GET', `${node}/storage/local/content?content=iso`)).json.data
  assert.deepEqual(
    rows.map((row: { volid: string; size: number }) => [row.volid, row.size]),
    [['local:iso/wire.iso', content.length]],
  )
})

test('a terminal takes user and ticket, then input, sizes and pings; the guest in it sees its grown disk', async () => {
  const { data } = (await call('POST', `${vm}/termproxy`, 'serial=serial0')).json
  assert.deepEqual([typeof data.ticket, data.user, Number.isInteger(Number(data.port))], ['string', 'root@pam!wire', true])
  assert.match(data.upid, upidForm)
  const terminal = await openConsole(product, vm, data.port, data.ticket, token)
  try {
    terminal.write(Buffer.from(`${data.user}:${data.ticket}\n`))
    assert.equal((await terminal.read(2)).toString(), 'OK')
    terminal.write(Buffer.from('1:100:30:'))
    terminal.write(Buffer.from('2'))
    await terminal.readUntil(/TICK \d+/, 60_000)
    const input = 'echo six times seven: $((6*7))\n'
    terminal.write(Buffer.from(`0:${input.length}:${input}`))
    await terminal.readUntil(/six times seven: 42/, 20_000)
    const size = 'echo disk of $(cat /sys/block/vda/size) sectors\n'
    terminal.write(Buffer.from(`0:${size.length}:${size}`))
    await terminal.readUntil(/disk of 83968 sectors/, 20_000)
  } finally {
    terminal.close()
  }
})

test('a terminal with another ticket than that of the console stays shut', async () => {
  const { data } = (await call('POST', `${vm}/termproxy`, 'serial=serial0')).json
  await assert.rejects(openConsole(product, vm, data.port, data.ticket.replace(/.{8}$/, 'AAAAAAA='), token))
  const terminal = await openConsole(product, vm, data.port, data.ticket, token)
  try {
    terminal.write(Buffer.from(`root@pam:${data.ticket.replace(/.{8}$/, 'AAAAAAA=')}\n`))
    await assert.rejects(terminal.read(2), /closed/)
  } finally {
    terminal.close()
  }
})

test('a screen is reached through a websocket that speaks RFB', async () => {
  const { data } = (await call('POST', `${vm}/vncproxy`, 'websocket=1')).json
  for (const name of ['ticket', 'user', 'upid', 'cert']) assert.equal(typeof data[name], 'string', name)
  const screen = await openConsole(product, vm, data.port, data.ticket, token)
  try {
    assert.equal((await screen.read(12)).toString(), 'RFB 003.008\n')
  } finally {
    screen.close()
  }
})

test('the shell of the node is a terminal too', async t => {
  const answer = await call('POST', `${node}/termproxy`, '')
  if (answer.status === 501) return t.skip('the product has no shell of the node yet')
  const { data } = answer.json
  const terminal = await openConsole(product, node, data.port, data.ticket, token)
  try {
    terminal.write(Buffer.from(`${data.user}:${data.ticket}\n`))
    assert.equal((await terminal.read(2)).toString(), 'OK')
  } finally {
    terminal.close()
  }
})
