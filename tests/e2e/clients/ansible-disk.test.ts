/** Ansible's modules for disks, network cards and snapshots of VMs, as Debian ships them, against the product. */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { bootSector } from '../../../packages/qemu/src/testing/boot-sector-guest.ts'
import { Product } from '../../product.ts'
import { ansibleThere, changes, play } from './ansible-run.ts'

const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-ansible-disk-'))
const image = join(scratch, 'guest.raw')
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`
const twice = [true, false]

before(async () => {
  writeFileSync(image, bootSector())
  truncateSync(image, 1 << 20)
  mkdirSync(join(scratch, 'other'))
  await product.start()
  await product.login()
  await product.ok('POST', '/storage', { storage: 'other', type: 'dir', path: join(scratch, 'other'), content: 'images' })
  for (const vmid of [100, 101, 102]) {
    const settings = { vmid, memory: 64, kvm: 0, scsihw: 'virtio-scsi-pci', virtio0: `local:0,import-from=${image},format=qcow2` }
    assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, settings), 'OK')
  }
})
after(async () => {
  await product.destroy()
  rmSync(scratch, { recursive: true })
})

function skipped(t: TestContext): boolean {
  if (!ansibleThere) t.skip('the Debian package ansible is not installed')
  return !ansibleThere
}

async function devices(vmid: number): Promise<string[]> {
  const config = await product.ok('GET', `${vm(vmid)}/config`)
  return Object.keys(config)
    .filter(key => /^(unused|scsi|sata|net)\d/.test(key))
    .toSorted()
}

for (const [vmid, state] of [
  [100, 'stopped'],
  [101, 'running'],
] as const) {
  test(`proxmox_disk brings disks of a ${state} VM into the wanted state, each only once`, async t => {
    if (skipped(t)) return
    if (state === 'running') assert.equal(await product.task('POST', `${vm(vmid)}/status/start`), 'OK')
    assert.deepEqual(changes(await play(product, 'disk.yml', scratch, { vmid: String(vmid) })), {
      create: twice,
      change: twice,
      grow: twice,
      'move to another storage': twice,
      replace: true,
      detach: twice,
      remove: twice,
    })
    assert.deepEqual(await devices(vmid), ['unused0'])
    if (state === 'running') assert.equal(await product.task('POST', `${vm(vmid)}/status/stop`), 'OK')
  })
}

test('proxmox_disk imports an image, and proxmox_nic adds, changes and removes network cards', async t => {
  if (skipped(t)) return
  assert.deepEqual(changes(await play(product, 'nic.yml', scratch, { image, vmid: '100' })), {
    import: true,
    'add a network card': twice,
    'change a network card': twice,
    'remove a network card': twice,
  })
  assert.deepEqual(await devices(100), ['sata0', 'unused0'])
})

test('proxmox_disk gives a disk to another VM', async t => {
  if (skipped(t)) return
  const results = await play(product, 'give-disk.yml', scratch, { vmid: '100' })
  assert.deepEqual(changes(results), { give: true })
  assert.match((await product.ok('GET', `${vm(102)}/config`)).scsi3, /^\w+:102\/vm-102-disk-\d\.\w+,size=2G$/)
})

test('proxmox_snap takes, rolls back and removes snapshots, each only once', async t => {
  if (skipped(t)) return
  if ((await product.api('GET', `${vm(101)}/snapshot`)).status === 501) return t.skip('the product has no snapshots yet')
  const results = await play(product, 'snapshot.yml', scratch, { vmid: '101' })
  assert.deepEqual(changes(results), { take: twice, 'roll back': true, remove: twice })
})
