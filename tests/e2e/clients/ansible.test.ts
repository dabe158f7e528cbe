/** Ansible's modules and inventory for Proxmox VE, as Debian ships them, against the product. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { bootSector } from '../../../packages/qemu/src/testing/boot-sector-guest.ts'
import { password, Product } from '../../product.ts'
import { ansibleThere, changes, play, runAnsible } from './ansible-run.ts'

const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-ansible-'))
const image = join(scratch, 'guest.raw')
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`
const twice = [true, false]

before(async () => {
  writeFileSync(image, bootSector())
  truncateSync(image, 1 << 20)
  await product.start()
  await product.login()
})
after(async () => {
  await product.destroy()
  rmSync(scratch, { recursive: true })
})

function skipped(t: TestContext): boolean {
  if (!ansibleThere) t.skip('the Debian package ansible is not installed')
  return !ansibleThere
}

test('proxmox_kvm makes, changes, runs, clones and removes VMs, each only once', async t => {
  if (skipped(t)) return
  const results = await play(product, 'vm.yml', scratch, { image, serial: join(product.root, 'run/qemu-server/100.serial0') })
  assert.deepEqual(changes(results), {
    create: twice,
    update: true,
    'delete a setting': true,
    start: twice,
    current: false,
    'change what needs a restart': true,
    revert: true,
    'wait for the guest before the restart': false,
    restart: true,
    'wait for the guest before the stop': false,
    stop: twice,
    clone: twice,
    remove: twice,
    'remove what was never there': false,
    'start what is not there': 'failed: VM with vmid 4711 does not exist in cluster',
  })
  const [made] = results.get('create')?.results ?? []
  assert.match(made?.['mac'].net0, /^([0-9A-F]{2}:){5}[0-9A-F]{2}$/)
  assert.deepEqual(made?.['devices'], { virtio0: 'local:100/vm-100-disk-0.qcow2' })
  assert.equal(results.get('current')?.['status'], 'running')
  const config = await product.ok('GET', `${vm(100)}/config`)
  assert.deepEqual([config.memory, config.tablet, config.cores, config.description], ['96', 0, 1, undefined])
})

test('the info modules tell of users, groups, realms, storages and tasks', async t => {
  if (skipped(t)) return
  await product.ok('POST', '/access/groups', { groupid: 'admins', comment: 'All of them' })
  await product.ok('POST', '/access/users', { userid: 'ansible@pve', groups: 'admins', email: 'a@example.org', firstname: 'An' })
  await product.ok('POST', '/access/users/ansible@pve/token/ci', { privsep: 1 })
  const [{ upid }] = await product.ok('GET', `/nodes/${product.node}/tasks`)
  const results = await play(product, 'info.yml', scratch, { upid })
  const answer = (task: string) => results.get(task)
  const user = {
    userid: 'ansible@pve',
    user: 'ansible',
    domain: 'pve',
    email: 'a@example.org',
    firstname: 'An',
    enabled: true,
    expire: 0,
    groups: ['admins'],
    tokens: [{ tokenid: 'ci', privsep: true, expire: 0 }],
  }
  assert.deepEqual(
    answer('users')
      ?.['proxmox_users'].map((one: { userid: string }) => one.userid)
      .toSorted(),
    ['ansible@pve', 'root@pam'],
  )
  const [listed] = answer('users of a realm')?.['proxmox_users'] ?? []
  assert.deepEqual({ ...listed, 'realm-type': undefined }, { ...user, 'realm-type': undefined })
  const { expire: _, ...alone } = user
  assert.partialDeepStrictEqual(answer('user')?.['proxmox_users'][0], alone)
  assert.equal(answer('no user')?.msg, "User 'nobody@pve' does not exist")
  assert.deepEqual(answer('groups')?.['proxmox_groups'], [{ groupid: 'admins', comment: 'All of them', users: ['ansible@pve'] }])
  assert.deepEqual(answer('group')?.['proxmox_groups'], [{ groupid: 'admins', comment: 'All of them', users: ['ansible@pve'] }])
  const realms = answer('realms')?.['proxmox_domains'].map(({ realm, type }: Record<string, string>) => [realm, type])
  assert.deepEqual(realms.toSorted(), [
    ['pam', 'pam'],
    ['pve', 'pve'],
  ])
  assert.equal(answer('realm')?.['proxmox_domains'][0].type, 'pve')
  for (const name of ['storages', 'storages of a type']) {
    assert.deepEqual(
      answer(name)
        ?.['proxmox_storages'].map((one: { storage: string }) => one.storage)
        .toSorted(),
      ['local'],
      name,
    )
  }
  assert.ok(answer('storage')?.['proxmox_storages'][0].content.includes('iso'))
  assert.ok(answer('tasks')?.['proxmox_tasks'].length > 5)
  assert.partialDeepStrictEqual(answer('task')?.['proxmox_tasks'], [{ upid, node: product.node, status: 'OK', user: 'root@pam' }])
})

test('the inventory groups guests by kind, state, pool and tag, with their config as facts', async t => {
  if (skipped(t)) return
  await product.ok('POST', '/pools', { poolid: 'front' })
  await product.ok('PUT', '/pools', { poolid: 'front', vms: '100' })
  await product.ok('PUT', `${vm(100)}/config`, { agent: 1 })
  const file = join(scratch, 'guests.proxmox.yml')
  const settings = {
    plugin: 'community.general.proxmox',
    url: product.url,
    user: 'root@pam',
    password,
    validate_certs: false,
    want_facts: true,
    qemu_extended_statuses: true,
    want_proxmox_nodes_ansible_host: true,
    keyed_groups: [{ key: 'proxmox_tags_parsed', separator: '', prefix: 'tag_' }],
  }
  writeFileSync(file, JSON.stringify(settings))
  const { code, out, error } = await runAnsible('ansible-inventory', ['-i', file, '--list'], scratch, {})
  assert.equal(code, 0, error)
  assert.doesNotMatch(error, /Failed to parse/)
  const inventory = JSON.parse(out)
  assert.deepEqual(inventory.proxmox_nodes.hosts, [product.node])
  for (const group of ['proxmox_all_qemu', 'proxmox_all_stopped', `proxmox_${product.node}_qemu`]) {
    assert.ok(inventory[group].hosts.includes('web'), group)
  }
  for (const group of ['proxmox_pool_front', 'tag_web', 'tag_test']) assert.deepEqual(inventory[group].hosts, ['web'], group)
  const facts = inventory._meta.hostvars.web
  assert.partialDeepStrictEqual(facts, {
    proxmox_vmid: 100,
    proxmox_vmtype: 'qemu',
    proxmox_status: 'stopped',
    proxmox_qmpstatus: 'stopped',
  })
  assert.equal(facts.proxmox_virtio0.disk_image, 'local:100/vm-100-disk-0.qcow2')
  assert.deepEqual(facts.proxmox_snapshots, [])
})
