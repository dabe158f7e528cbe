/** The npm client proxmox-api, used as its page shows. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import proxmoxApi, { ProxmoxEngine, type Proxmox } from 'proxmox-api'
import { password, Product } from '../../product.ts'

// The product made its certificate itself; this client can be told only so.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

const product = new Product()
let proxmox: Proxmox.Api

const byPassword = () => new ProxmoxEngine({ host: '127.0.0.1', port: product.port, username: 'root@pam', password })

async function taskEnd(upid: string): Promise<string | undefined> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { status, exitstatus } = await proxmox.nodes.$(product.node).tasks.$(upid).status.$get()
    if (status === 'stopped') return exitstatus
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  assert.fail(`task did not end: ${upid}`)
}

before(async () => {
  await product.start()
  await product.login()
  proxmox = proxmoxApi(byPassword())
})
after(() => product.destroy())

test('it logs in by password and lists nodes', async () => {
  assert.deepEqual(
    (await proxmox.nodes.$get()).map(({ node, status }) => [node, status]),
    [[product.node, 'online']],
  )
})

test('it logs in again by itself when its ticket is no longer good', async () => {
  const engine = byPassword()
  const { ticket } = await engine.getTicket()
  engine.ticket = ticket.replace(/::.*/, '::AAAA')
  assert.equal((await proxmoxApi(engine).nodes.$get()).length, 1)
  assert.match(engine.ticket ?? '', /^PVE:root@pam:/)
})

test('it works with an API token', async () => {
  const { value } = await proxmox.access.users.$('root@pam').token.$('api').$post({ privsep: false })
  const byToken = proxmoxApi({ host: '127.0.0.1', port: product.port, tokenID: 'root@pam!api', tokenSecret: value })
  assert.equal((await byToken.version.$get()).version, (await proxmox.version.$get()).version)
})

test('it makes a VM, lists it with its status, reads its config, runs it and removes it', async () => {
  const node = proxmox.nodes.$(product.node)
  const created = await node.qemu.$post({ vmid: 100, name: 'js', memory: '64', kvm: false, onboot: true, scsi0: 'local:1' })
  assert.equal(await taskEnd(created), 'OK')
  const listed = await node.qemu.$get({ full: true })
  assert.deepEqual(
    listed.map(({ vmid, name, status }) => [vmid, name, status]),
    [[100, 'js', 'stopped']],
  )
  const guest = node.qemu.$(100)
  const config = await guest.config.$get()
  assert.deepEqual([config.name, config.memory, config.onboot], ['js', '64', 1])
  await guest.config.$put({ description: 'changed' })
  assert.equal((await guest.config.$get()).description?.trim(), 'changed')
  assert.equal(await taskEnd(await guest.status.start.$post()), 'OK')
  const { status, qmpstatus } = await guest.status.current.$get()
  assert.deepEqual([status, qmpstatus], ['running', 'running'])
  const { ticket, port } = await guest.vncproxy.$post({ websocket: true })
  assert.ok(ticket && port)
  assert.equal(await taskEnd(await guest.status.stop.$post()), 'OK')
  assert.equal(await taskEnd(await guest.$delete({ purge: true, 'destroy-unreferenced-disks': true })), 'OK')
})

test('it shows the text of an error', async () => {
  const missing = proxmox.nodes.$(product.node).qemu.$(100).config.$get()
  await assert.rejects(missing, /return Error 500 .*qemu-server\/100\.conf' does not exist/)
})

test('it talks to the monitor of a running VM', async t => {
  const node = proxmox.nodes.$(product.node)
  assert.equal(await taskEnd(await node.qemu.$post({ vmid: 100, memory: '64', kvm: false })), 'OK')
  assert.equal(await taskEnd(await node.qemu.$(100).status.start.$post()), 'OK')
  const answer = await product.api('POST', `/nodes/${product.node}/qemu/100/monitor`, { command: 'info name' })
  if (answer.status === 501) return t.skip('the product has no monitor yet')
  assert.match(await node.qemu.$(100).monitor.$post({ command: 'info status' }), /VM status: running/)
})
