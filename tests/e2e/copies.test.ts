/**
 * Copies made while a guest writes: a disk that moves under it, also when the process that moves it is killed; a clone of
 * the running machine; and machines of other hypervisors, imported from their packages.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ovfText } from '../../packages/storage/src/testing/ovf-text.ts'
import { childrenOf } from '../contract/processes.ts'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { Product } from '../product.ts'

const product = new Product()
const node = `/nodes/${product.node}`
const vm = (vmid: number) => `${node}/qemu/${vmid}`
const second = join(product.root, 'second')
const imports = join(product.root, 'var/lib/vz/import')

/** Types a line into a guest's shell, if one is given, and reads its console until the pattern comes. */
async function onConsole(vmid: number, pattern: RegExp, line?: string): Promise<string> {
  const socket = connect(join(product.root, `run/qemu-server/${vmid}.serial0`))
  const late = setTimeout(() => socket.end(), 120_000)
  if (line !== undefined) socket.write(`${line}\n`)
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      if (pattern.test(text)) return text
    }
    throw new Error(`no ${pattern} on the console of VM ${vmid}: ${JSON.stringify(text.slice(-600))}`)
  } finally {
    clearTimeout(late)
    socket.destroy()
  }
}

/** Writes random blocks to the disk, and the same to memory, until it is told to stop. */
const writeAllTheTime = [
  'cd /tmp; dd if=/dev/zero of=s bs=1M count=32; dd if=s of=/dev/sda bs=1M',
  '(while [ ! -e stop ]; do n=$((n+1)); k=$((n*7%512)); dd if=/dev/urandom of=b bs=64k count=1',
  'dd if=b of=s bs=64k seek=$k conv=notrunc; dd if=b of=/dev/sda bs=64k seek=$k conv=notrunc,fsync; echo $n > n; done; touch fin) 2>/dev/null &',
].join('; ')
const compare =
  'touch stop; while [ ! -e fin ]; do usleep 50000; done; sync; echo 3 > /proc/sys/vm/drop_caches; cmp -n 33554432 s /dev/sda && echo CONTENT-"SAME" AFTER-$(cat n)-BLOCKS'

before(async () => {
  await product.start()
  await product.login()
  mkdirSync(second)
  mkdirSync(imports, { recursive: true })
  await product.ok('POST', '/storage', { storage: 'second', type: 'dir', path: second, content: 'images' })
  await product.ok('PUT', '/storage/local', { content: 'iso,vztmpl,backup,images,import,snippets' })
})
after(() => product.destroy())

test('a guest that writes all the time is made', async () => {
  const data = join(product.root, 'data.raw')
  writeFileSync(data, Buffer.concat([Buffer.alloc(32 << 20), randomBytes(128 << 20)]))
  truncateSync(data, 2 ** 30)
  const ended = await product.task('POST', `${node}/qemu`, {
    vmid: 100,
    name: 'writer',
    memory: 256,
    kvm: 0,
    scsihw: 'virtio-scsi-single',
    virtio0: `local:0,import-from=${smallLinuxDisk()},format=qcow2`,
    scsi0: `local:0,import-from=${data},format=qcow2,iothread=1,discard=on`,
    serial0: 'socket',
    boot: 'order=virtio0',
  })
  assert.equal(ended, 'OK')
  assert.equal(await product.task('POST', `${vm(100)}/status/start`), 'OK')
  await onConsole(100, /GUEST-READY/)
  await onConsole(100, /fin\) 2>/, writeAllTheTime)
})

test('a runner that is killed while it moves a disk has left no trace when it is back', async () => {
  const before = await product.ok('GET', `${vm(100)}/config`)
  const upid = await product.ok('POST', `${vm(100)}/move_disk`, { disk: 'scsi0', storage: 'second', delete: 1, bwlimit: 32_768 })
  const jobs = async () => String(await product.ok('POST', `${vm(100)}/monitor`, { command: 'info block-jobs' }))
  for (let tries = 0; tries < 200 && !(await jobs()).includes('mirror'); tries += 1) await pause(20)
  assert.match(await jobs(), /mirror/)
  const runner = childrenOf(product.pid).get('quorate-runner')
  assert.ok(runner)
  process.kill(runner, 'SIGKILL')
  assert.match(await product.taskEnd(upid), /interrupted|unexpected/)
  assert.match(await jobs(), /No active jobs/)
  assert.deepEqual(await product.ok('GET', `${vm(100)}/config`), before)
  assert.deepEqual(readdirSync(join(second, 'images')), [])
  assert.equal((await product.ok('GET', `${vm(100)}/status/current`)).qmpstatus, 'running')
})

test('its disk moves to another storage and back in another format while it writes', async () => {
  assert.equal(await product.task('POST', `${vm(100)}/move_disk`, { disk: 'scsi0', storage: 'second', delete: 1 }), 'OK')
  assert.match((await product.ok('GET', `${vm(100)}/config`)).scsi0, /^second:100\/vm-100-disk-0\.qcow2,discard=on,iothread=1,size=1G$/)
  assert.equal(await product.task('POST', `${vm(100)}/move_disk`, { disk: 'scsi0', storage: 'local', format: 'raw', delete: 1 }), 'OK')
  assert.match((await product.ok('GET', `${vm(100)}/config`)).scsi0, /^local:100\/vm-100-disk-\d\.raw,/)
  assert.deepEqual(readdirSync(join(second, 'images')), [])
})

test('the running machine is cloned, and the clone starts', async () => {
  assert.equal(await product.task('POST', `${vm(100)}/clone`, { newid: 101, name: 'twin', storage: 'second' }), 'OK')
  assert.equal(await product.task('POST', `${vm(101)}/status/start`), 'OK')
  await onConsole(101, /GUEST-READY/)
  await product.task('POST', `${vm(101)}/status/stop`)
})

test('everything that the guest wrote is on its disk', async () => {
  const text = await onConsole(100, /CONTENT-SAME AFTER-\d+-BLOCKS|differ/, compare)
  const blocks = Number(/CONTENT-SAME AFTER-(\d+)-BLOCKS/.exec(text)?.[1])
  assert.ok(blocks > 20, text.slice(-300))
  await product.task('POST', `${vm(100)}/status/stop`)
})

test('a linked clone of a template starts', async () => {
  assert.equal(await product.task('POST', `${vm(101)}/template`), 'OK')
  assert.equal(await product.task('POST', `${vm(101)}/clone`, { newid: 102, name: 'linked' }), 'OK')
  assert.match((await product.ok('GET', `${vm(102)}/config`)).virtio0, /^second:101\/base-101-disk-\d\.qcow2\/102\//)
  assert.equal(await product.task('POST', `${vm(102)}/status/start`), 'OK')
  await onConsole(102, /GUEST-READY/)
  await product.task('POST', `${vm(102)}/status/stop`)
})

test('a machine in an OVA archive is imported where it lies, by API and by command line', async () => {
  const convert = (name: string) =>
    execFileSync('qemu-img', [
      'convert',
      '-f',
      'raw',
      '-O',
      'vmdk',
      '-o',
      'subformat=streamOptimized',
      smallLinuxDisk(),
      join(imports, name),
    ])
  for (const name of ['first.vmdk', 'second.vmdk', 'third.vmdk']) {
    if (name === 'first.vmdk') convert(name)
    else copyFileSync(join(imports, 'first.vmdk'), join(imports, name))
  }
  writeFileSync(join(imports, 'machine.ovf'), ovfText())
  execFileSync('tar', ['-C', imports, '-cf', join(imports, 'machine.ova'), 'machine.ovf', 'first.vmdk', 'second.vmdk', 'third.vmdk'])
  const metadata = await product.ok('GET', `${node}/storage/local/import-metadata?volume=local:import/machine.ova`)
  assert.deepEqual(metadata.disks, {
    sata0: 'local:import/machine.ova/third.vmdk',
    scsi0: 'local:import/machine.ova/first.vmdk',
    scsi1: 'local:import/machine.ova/second.vmdk',
  })
  const beside = await product.ok('GET', `${node}/storage/local/import-metadata?volume=local:import/machine.ovf`)
  assert.equal(beside.disks.scsi0, 'local:import/first.vmdk')
  const options = [
    '--storage',
    'second',
    '--delete',
    'scsi1,sata0',
    '--kvm',
    '0',
    '--sockets',
    '1',
    '--memory',
    '256',
    '--serial0',
    'socket',
    '--scsihw',
    'virtio-scsi-pci',
  ]
  const imported = await product.run('qm', 'import', '103', 'local:import/machine.ova', ...options)
  assert.equal(imported.code, 0, imported.out + imported.error)
  assert.match(imported.error, /the image in a CD drive is not imported/)
  const config = await product.ok('GET', `${vm(103)}/config`)
  assert.deepEqual([config.name, config.cores, config.ostype], ['Web-Server-1', 2, 'l26'])
  assert.match(config.net0, /^vmxnet3=00:50:56:AA:BB:CC/)
  assert.equal(await product.task('POST', `${vm(103)}/status/start`), 'OK')
  await onConsole(103, /GUEST-READY/)
  await product.task('POST', `${vm(103)}/status/stop`)
  const { path } = await product.ok('GET', `${node}/storage/second/content/${encodeURIComponent(config.scsi0.split(',')[0])}`)
  execFileSync('qemu-img', ['compare', '-F', 'raw', path, smallLinuxDisk()])
})

test('an OVF file of the node is imported with the disks beside it', async () => {
  const dry = await product.run('qm', 'importovf', '104', join(imports, 'machine.ovf'), 'second', '--format', 'qcow2', '--dryrun')
  assert.equal(dry.code, 0, dry.error)
  assert.equal(JSON.parse(dry.out).scsi1, `second:0,import-from=${join(imports, 'second.vmdk')},format=qcow2`)
  const imported = await product.run('qm', 'importovf', '104', join(imports, 'machine.ovf'), 'second', '--format', 'qcow2')
  assert.equal(imported.code, 0, imported.out + imported.error)
  assert.match((await product.ok('GET', `${vm(104)}/config`)).sata0, /^second:104\/vm-104-disk-\d\.qcow2,size=40M$/)
})
