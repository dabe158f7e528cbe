/** Two products as nodes of one cluster: each answers for both. */
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTerminal } from '../open-terminal.ts'
import { password, type Product } from '../product.ts'
import { openConsole } from '../socket-wire.ts'
import { startTwo, storeOf } from '../two-products.ts'
import { until } from '../until.ts'

const longMs = 30_000
let cluster: Awaited<ReturnType<typeof startTwo>>
let alpha: Product
let beta: Product

before(async () => {
  cluster = await startTwo()
  alpha = cluster.first
  beta = cluster.second
})
after(() => cluster.destroy())

/** Sends bytes as a file, as a browser does; answers the status and what the API said. */
async function upload(product: Product, path: string, name: string, size: number): Promise<{ status: number; data: unknown }> {
  const boundary = 'boundary-of-the-test'
  const part = (field: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"`
  const outgoing = request(`${product.url}/api2/json${path}`, {
    method: 'POST',
    rejectUnauthorized: false,
    headers: { cookie: product.cookie, CSRFPreventionToken: product.csrf, 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  outgoing.write(`${part('content')}\r\n\r\niso\r\n${part('filename')}; filename="${name}"\r\n\r\n`)
  for (let left = size; left > 0; left -= 1 << 20)
    if (!outgoing.write(Buffer.alloc(Math.min(left, 1 << 20), 'q'))) await once(outgoing, 'drain')
  outgoing.end(`\r\n--${boundary}--\r\n`)
  const [response] = await once(outgoing, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  return { status: response.statusCode, ...JSON.parse(text) }
}

test('a node that joined has a certificate of the cluster for its links, and the authority is the one that was there', async () => {
  const [a, b] = [await storeOf(alpha), await storeOf(beta)]
  try {
    const authority = new X509Certificate(a.read('pve-root-ca.pem')?.text ?? '')
    assert.equal(a.read('pve-root-ca.pem')?.text, b.read('pve-root-ca.pem')?.text)
    const own = new X509Certificate(b.read('nodes/beta/pve-ssl.pem')?.text ?? '')
    assert.ok(own.verify(authority.publicKey))
    assert.ok(own.checkIP('127.0.0.3'))
    assert.equal(b.read('nodes/alpha/pve-ssl.pem'), undefined)
  } finally {
    await a.close()
    await b.close()
  }
})

test('reads, tasks, their status, log and end, on either node through the other', async () => {
  for (const [asked, runs] of [
    [alpha, beta],
    [beta, alpha],
  ] as const) {
    const status = await asked.ok('GET', `/nodes/${runs.node}/status`)
    assert.equal(typeof status.uptime, 'number')
    const vmid = runs === beta ? 100 : 101
    const upid = await asked.ok('POST', `/nodes/${runs.node}/qemu`, { vmid, memory: 64, name: `on-${runs.node}` })
    assert.ok(upid.startsWith(`UPID:${runs.node}:`))
    assert.equal(await asked.taskEnd(upid), 'OK')
    const log = await asked.ok('GET', `/nodes/${runs.node}/tasks/${upid}/log`)
    assert.match(log.at(-1).t, /TASK OK/)
    assert.equal((await runs.ok('GET', `/nodes/${runs.node}/qemu/${vmid}/config`)).name, `on-${runs.node}`)
    assert.equal((await asked.ok('GET', `/nodes/${runs.node}/tasks`))[0].upid, upid)
    await asked.ok('PUT', `/nodes/${runs.node}/qemu/${vmid}/config`, { description: 'ü "quoted"' })
    assert.equal((await asked.ok('GET', `/nodes/${runs.node}/qemu/${vmid}/config`)).description, 'ü "quoted"\n')
  }
})

test('a task of another node is stopped from here', async () => {
  const shell = await alpha.ok('POST', '/nodes/beta/qemu', { vmid: 110, memory: 64 })
  assert.equal(await alpha.taskEnd(shell), 'OK')
  assert.equal(await alpha.task('POST', '/nodes/beta/qemu/110/status/start'), 'OK')
  // Nothing in it hears of it, so that it waits.
  const upid = await alpha.ok('POST', '/nodes/beta/qemu/110/status/shutdown', { timeout: 600 })
  await until('it runs', async () => (await alpha.ok('GET', `/nodes/beta/tasks/${upid}/status`)).status === 'running')
  await alpha.ok('DELETE', `/nodes/beta/tasks/${upid}`)
  assert.notEqual(await alpha.taskEnd(upid), 'OK')
})

test('errors say the same as on the node itself', async () => {
  for (const path of [
    '/nodes/beta/qemu/999/config',
    '/nodes/beta/qemu/abc/config',
    '/nodes/beta/storage/none/content',
    '/nodes/beta/none',
  ]) {
    const [through, direct] = [await alpha.api('GET', path), await beta.api('GET', path)]
    assert.deepEqual(through, direct, path)
    assert.notEqual(through.status, 200)
  }
})

test('the screen of a machine and a shell of another node open here', async () => {
  const { ticket, port } = await alpha.ok('POST', '/nodes/beta/qemu/110/vncproxy', { websocket: 1 })
  const screen = await openConsole(alpha, '/nodes/beta/qemu/110', port, ticket)
  assert.match(await screen.readUntil(/RFB 003/, longMs), /RFB/)
  screen.close()
  const shell = await openTerminal(alpha, '', {}, 'beta')
  shell.type("printf 'an%s:%s\\n' swer $((6*7))\r")
  await shell.readUntil(/answer:42/, longMs)
  shell.type('exit\r')
  shell.close()
  const spice = await alpha.ok('POST', '/nodes/beta/qemu/110/spiceproxy').catch((error: Error) => error)
  const there = await beta.ok('POST', '/nodes/beta/qemu/110/spiceproxy').catch((error: Error) => error)
  assert.equal(spice instanceof Error, there instanceof Error)
})

test('an upload lands on the other node, spooled there alone, and a log comes back as a file', async () => {
  const size = 20 << 20
  const { status, data } = await upload(alpha, '/nodes/beta/storage/local/upload', 'far.iso', size)
  assert.equal(status, 200)
  assert.equal(await alpha.taskEnd(String(data)), 'OK')
  assert.equal(statSync(join(beta.root, 'var/lib/vz/template/iso/far.iso')).size, size)
  assert.ok(!existsSync(join(alpha.root, 'var/lib/vz/template/iso/far.iso')))
  const upid = String(data)
  const outgoing = request(`${alpha.url}/api2/json/nodes/beta/tasks/${upid}/log?download=1`, {
    rejectUnauthorized: false,
    headers: { cookie: alpha.cookie },
  }).end()
  const [response] = await once(outgoing, 'response')
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) text += chunk
  assert.match(text, /TASK OK/)
  assert.match(response.headers['content-disposition'] ?? '', /attachment/)
})

test('a user has the rights that the other node knows', async () => {
  await alpha.ok('POST', '/access/users', { userid: 'ann@pve', password })
  const copy = async (change: (text: string) => string) => {
    const [a, b] = [await storeOf(alpha), await storeOf(beta)]
    await b.commit([{ op: 'write', path: 'user.cfg', text: change(a.read('user.cfg')?.text ?? '') }], { authid: 'root@pam' })
    await a.close()
    await b.close()
  }
  const { ticket } = await alpha.ok('POST', '/access/ticket', { username: 'ann@pve', password })
  const ask = async () =>
    await alpha.api('GET', '/nodes/beta/qemu/100/config', undefined, { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` })
  assert.equal((await ask()).status, 401)
  await copy(text => text)
  assert.deepEqual([(await ask()).status, (await ask()).reason], [403, 'Permission check failed (/vms/100, VM.Audit)'])
  await copy(text => `${text}\nacl:1:/vms/100:ann@pve:PVEVMUser:\n`)
  assert.equal((await ask()).status, 200)
})

test('the command line of root works for the other node', async () => {
  const got = await alpha.run('pvesh', 'get', '/nodes/beta/qemu/100/config', '--output-format', 'json')
  assert.deepEqual([got.code, JSON.parse(got.out).name], [0, 'on-beta'])
  const made = await alpha.run('pvesh', 'create', '/nodes/beta/qemu/100/clone', '--newid', '120')
  assert.equal(made.code, 0, made.error)
  const here = await alpha.run('pvesh', 'get', '/nodes/beta/qemu', '--noproxy', '--output-format', 'json')
  assert.deepEqual(
    JSON.parse(here.out).map((row: { name: string }) => row.name),
    ['on-alpha'],
  )
})

test('a node that is gone is an error at once, and the rest works on', async () => {
  await beta.stop()
  const begun = performance.now()
  const { status, reason } = await alpha.api('GET', '/nodes/beta/status')
  assert.equal(status, 595)
  assert.match(reason, /^no connection to node 'beta' \(127\.0\.0\.3:\d+\): connect ECONNREFUSED/)
  assert.ok(performance.now() - begun < 3000)
  assert.equal((await alpha.api('GET', '/nodes/gamma/status')).reason, "hostname lookup 'gamma' failed - no such cluster node 'gamma'")
  assert.equal((await alpha.api('GET', '/nodes/alpha/status')).status, 200)
  const line = await alpha.run('pvesh', 'get', '/nodes/beta/status')
  assert.notEqual(line.code, 0)
  assert.match(line.error, /no connection to node 'beta'/)
  await beta.start()
  assert.equal((await alpha.api('GET', '/nodes/beta/status')).status, 200)
})
