/** Forms as people send them, and what the product has of them afterwards. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { password, Product } from '../product.ts'
import { until } from '../until.ts'

import { loginPage, openBrowser, type LoggedIn } from './browser.ts'
import { PanelForm } from './panel-form.ts'

const product = new Product()
const vms = `/nodes/${product.node}/qemu`
let browser: Browser
let loggedIn: LoggedIn
let page: Page
let form: PanelForm

const configOf = (vmid: number) => product.ok('GET', `${vms}/${vmid}/config`)
const becomes = (vmid: number, key: string, wanted: RegExp) =>
  until(`${key} of ${vmid} fits ${wanted}`, async () => wanted.test(String((await configOf(vmid))[key] ?? '')))
const contentOf = async (storage: string, kind: string): Promise<readonly { volid: string }[]> =>
  product.ok('GET', `/nodes/${product.node}/storage/${storage}/content?content=${kind}`)
const hardware = (item: string) => form.open(`/guests/100/hardware/${item}`)

/** RFC 6238, of a secret in base32. */
function codeOf(secret: string): string {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  return String((digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

before(async () => {
  await product.start()
  await product.login()
  const second = join(product.root, 'second')
  mkdirSync(second)
  await product.ok('POST', '/storage', { storage: 'second', type: 'dir', path: second, content: 'images,iso' })
  const images = join(product.root, 'var/lib/vz/import')
  mkdirSync(images, { recursive: true })
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', join(images, 'small.qcow2'), '8M'])
  for (const [vmid, name] of [
    [100, 'first'],
    [101, 'other'],
  ])
    assert.equal(await product.task('POST', vms, { vmid, name, memory: 64, kvm: 0 }), 'OK')
  browser = await openBrowser()
  loggedIn = await loginPage(browser, product, { path: '/guests' })
  page = loggedIn.page
  form = new PanelForm(page)
})
after(async () => {
  await browser?.close()
  await product.destroy()
})

test('a disk on a file storage can have snapshots, moves, grows, is detached, attached and handed over', async () => {
  await hardware('add-disk')
  await (await form.pick('Storage', 'local')).enter({ 'Size \\(GiB\\)': '1' })
  assert.equal(await form.field('Format').inputValue(), 'qcow2')
  await form.send('Add')
  await becomes(100, 'scsi0', /^local:100\/.*qcow2/)
  await (await hardware('scsi0.move')).pick('Target storage', 'second')
  await form.send('Move')
  await becomes(100, 'scsi0', /^second:/)
  await hardware('scsi0.resize')
  await form.panel.getByRole('textbox').fill('1')
  await form.send('Resize')
  await becomes(100, 'scsi0', /size=2G/)
  await hardware('scsi0.detach')
  await form.send('Detach')
  await becomes(100, 'unused0', /^second:/)
  await hardware('unused0')
  await form.field('Bus and slot').selectOption('virtio3')
  await form.send('Attach')
  await becomes(100, 'virtio3', /^second:/)
  await (await (await hardware('virtio3.reassign')).pick('New owner', '101 other')).enter({ 'Name there': 'scsi1' })
  await form.send('Hand over')
  await becomes(101, 'scsi1', /^second:/)
})

test('a disk is destroyed only by whoever types its name', async () => {
  await (await hardware('add-import')).pick('Source storage', 'local')
  await (await form.pick('Image', 'small.qcow2')).pick('Storage', 'local')
  await form.send('Add')
  await becomes(100, 'scsi0', /size=8M/)
  await hardware('scsi0.detach')
  await form.send('Detach')
  await becomes(100, 'unused0', /./)
  const { unused0 } = await configOf(100)
  const name = unused0.slice(unused0.lastIndexOf('/') + 1)
  await hardware('unused0.remove')
  assert.match(await form.refusal('Destroy', `Type ${name} to confirm`), /to confirm/)
  await form.enter({ [`Type ${name} to confirm`]: name })
  await form.send('Destroy')
  await until('the volume is gone', async () => !(await contentOf('local', 'images')).some(({ volid }) => volid === unused0))
})

test('devices of every kind are added with what their forms begin with, and taken back', async () => {
  await product.ok('POST', '/cluster/mapping/usb', { id: 'stick', map: [`node=${product.node},id=1234:5678`] })
  await product.ok('POST', '/cluster/mapping/dir', { id: 'shared', map: [`node=${product.node},path=${product.root}`] })
  const added: Readonly<Record<string, readonly [key: string, (() => Promise<unknown>)?]>> = {
    serial: ['serial0'],
    audio: ['audio0'],
    rng: ['rng0'],
    watchdog: ['watchdog'],
    efi: ['efidisk0', () => form.pick('Storage', 'local')],
    tpm: ['tpmstate0', () => form.pick('Storage', 'local')],
    cloudinit: ['ide0', () => form.pick('Storage', 'local')],
    virtiofs: ['virtiofs0', () => form.pick('Directory mapping', 'shared')],
    parallel: ['parallel0', () => form.enter({ 'Connected to': '/dev/parport0' })],
    numa: ['numa0', () => form.enter({ 'Processors of the guest': '0' })],
    ivshmem: ['ivshmem', () => form.enter({ Size: '16' })],
  }
  for (const [kind, [key, enter]] of Object.entries(added)) {
    await hardware(`add-${kind}`)
    await enter?.()
    await form.send('Add')
    await becomes(100, key, /./)
  }
  await hardware('add-usb')
  await form.field('What it is').selectOption('mapping')
  await (await form.pick('Mapping', 'stick')).send('Add')
  await becomes(100, 'usb0', /mapping=stick/)
  await form.undo()
  await becomes(100, 'usb0', /^$/)
  await hardware('add-usb')
  await form.field('What it is').selectOption('port')
  await (await form.enter({ Port: '1-2' })).send('Add')
  await becomes(100, 'usb0', /1-2/)
})

/** Opens a form that asks for the next free number; answers how to let the answer come. */
async function withLateNumber(address: string): Promise<() => Promise<void>> {
  const asked = Promise.withResolvers<void>()
  const allowed = Promise.withResolvers<void>()
  const isProposal = (url: URL) => url.pathname.endsWith('/cluster/nextid') && !url.search
  await page.route(isProposal, async route => {
    asked.resolve()
    await allowed.promise
    await route.continue()
  })
  await form.open(address)
  await asked.promise
  return async () => {
    // Whoever has typed has given the question up, and there is no answer.
    const answer = page.waitForResponse(response => isProposal(new URL(response.url())), { timeout: 1000 }).catch(() => undefined)
    allowed.resolve()
    await answer
    await page.evaluate('new Promise(requestAnimationFrame)')
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  }
}

test('a proposed number that comes late leaves the number that was typed', async () => {
  const answer = await withLateNumber('/guests/100?panel=clone/100')
  await form.field('ID').fill('777')
  await answer()
  assert.equal(await form.field('ID').inputValue(), '777')
  await form.press('Close')
  await form.press('Discard them')
})

test('a proposed number that comes while somebody is about to type waits until they leave the field', async () => {
  const answer = await withLateNumber('/guests/101?panel=clone/101')
  await form.field('ID').focus()
  await answer()
  assert.equal(await form.field('ID').inputValue(), '')
  await page.keyboard.type('778')
  assert.equal(await form.field('ID').inputValue(), '778')
  await form.press('Close')
  await form.press('Discard them')
  const answerAgain = await withLateNumber('/guests/100?panel=clone/100')
  await form.field('ID').focus()
  await answerAgain()
  await form.field('Name').focus()
  await until('the number is there', async () => /^[1-9]\d\d$/.test(await form.field('ID').inputValue()))
  await form.press('Close')
})

test('a pending change is reverted, an option goes back by Undo', async () => {
  assert.equal(await product.task('POST', `${vms}/101/status/start`), 'OK')
  await form.open('/guests/101/hardware/memory')
  await (await form.enter({ Memory: '96' })).send('Save')
  const isPending = async () =>
    (await product.ok('GET', `${vms}/101/pending`)).some((row: { key: string; pending?: string }) => row.key === 'memory' && row.pending)
  await until('it is pending', isPending)
  await page
    .locator('main')
    .getByRole('button', { name: /^Revert/ })
    .first()
    .click()
  await until('it is no more', async () => !(await isPending()))
  await (await form.open('/guests/101/options/startup')).panel.getByRole('textbox').first().fill('5')
  await form.send('Save')
  await becomes(101, 'startup', /order=5/)
  await form.undo()
  await becomes(101, 'startup', /^$/)
  assert.equal(await product.task('POST', `${vms}/101/status/stop`), 'OK')
})

test('a storage is refused at its fields, added, switched off and on, and removed', async () => {
  await (await form.open('/storage?panel=add-storage/dir')).enter({ Name: 'third', Path: 'srv' })
  assert.match(await form.refusal('Add storage', 'Path'), /absolute path/)
  await (await form.enter({ Path: join(product.root, 'third') })).send('Add storage')
  await form.open('/storage?panel=edit-storage/third')
  await form.field('Enabled').uncheck()
  await form.send('Save')
  const isOff = async () => (await product.ok('GET', '/storage/third')).disable === 1
  await until('it is off', isOff)
  await form.undo()
  await until('it is on', async () => !(await isOff()))
  await form.open('/storage?panel=remove-storage/third')
  await form.send('Remove the storage')
  assert.equal((await product.api('GET', '/storage/third')).status, 500)
  await (await form.open('/storage?panel=add-storage/zfspool')).enter({ Name: 'tank', 'Pool or dataset': 'nopool' })
  assert.match(await form.refusal('Add storage', 'Pool or dataset'), /nopool/)
})

test('files come from this browser and from an address, and go', async () => {
  const server = createServer((request, answer) => {
    answer.writeHead(200, { 'content-length': 4096 })
    answer.end(request.method === 'HEAD' ? undefined : Buffer.alloc(4096))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await form.open('/storage/pve/second/iso?panel=download-url/pve/second/iso')
  await (await form.enter({ Address: `http://127.0.0.1:${port}/a.iso`, 'File name': 'a.iso' })).send('Download')
  const has = async (name: string) => (await contentOf('second', 'iso')).some(({ volid }) => volid === `second:iso/${name}`)
  await until('it was fetched', () => has('a.iso'))
  await form.open('/storage/pve/second/iso?panel=upload/pve/second/iso')
  await form.panel
    .locator('input[type=file]')
    .setInputFiles({ name: 'b.iso', mimeType: 'application/octet-stream', buffer: Buffer.alloc(4096) })
  await form.press('Upload')
  await until('it was sent', () => has('b.iso'))
  server.close()
})

test('a user gets a token whose secret is shown once, a code of an app and recovery keys', async () => {
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password })
  await (await form.open('/access/tokens?panel=create-token/joe@pve')).enter({ 'Name of the token': 'ci' })
  await form.press('Make token')
  await form.panel.getByText('The secret is shown only now').waitFor()
  const secret = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(await form.panel.innerText())?.[0]
  const { status } = await product.api('GET', '/version', undefined, { authorization: `PVEAPIToken=joe@pve!ci=${secret}`, cookie: '' })
  assert.equal(status, 200)
  await form.send('I have kept it')
  await form.open('/access/users?panel=add-totp/joe@pve')
  const key = /\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3,}\b/.exec(await form.panel.innerText())?.[0].replaceAll(' ', '') ?? ''
  await form.enter({ 'Code that the app shows': codeOf(key), Description: 'phone' })
  await form.send('Add factor')
  await form.open('/access/users?panel=add-recovery/joe@pve')
  await form.press('Make keys')
  await form.panel.getByText('The keys are shown only now').waitFor()
  await form.send('I have kept them')
  const factors: readonly { type: string }[] = await product.ok('GET', '/access/tfa/joe@pve')
  assert.deepEqual(factors.map(({ type }) => type).toSorted(), ['recovery', 'totp'])
})

test('changes of users, pools and options of the cluster are taken back by Undo', async () => {
  const edits: readonly (readonly [address: string, label: string, value: string, path: string, name: string])[] = [
    ['/access/users?panel=edit-user/joe@pve', 'Comment', 'new', '/access/users/joe@pve', 'comment'],
    ['/pools/lab?panel=edit-pool/lab', 'Comment', 'new', '/pools/lab', 'comment'],
    ['/access/realms?panel=edit-realm/pve', 'Comment', 'new', '/access/domains/pve', 'comment'],
    ['/cluster/options?panel=edit-option/max_workers', 'Tasks at the same time', '3', '/cluster/options', 'max_workers'],
  ]
  await product.ok('POST', '/pools', { poolid: 'lab' })
  for (const [address, label, value, path, name] of edits) {
    const now = async () => String((await product.ok('GET', path))[name] ?? '')
    const start = await now()
    await form.open(address)
    await (await form.enter({ [label]: value })).send('Save')
    await until(`${path} has it`, async () => (await now()) === value)
    await form.undo()
    await until(`${path} is as before`, async () => (await now()) === start)
  }
})

test('a guest that is removed leaves a page that says so and asks nothing', async () => {
  await form.open('/guests/101/hardware?panel=remove-guest/101')
  const asked: string[] = []
  page.on('response', response => response.status() >= 400 && asked.push(response.url()))
  await form.press('Remove')
  await page.getByText('There is no guest 101').waitFor()
  assert.deepEqual(asked, [])
  await loggedIn.done(/400|500/)
})
