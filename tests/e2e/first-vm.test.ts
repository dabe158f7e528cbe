/**
 * The main job, from outside and on real parts: a machine with nothing on it gets a virtual machine with a disk, which
 * boots, is watched, survives a restart of our processes, is cloned both ways, and goes without leaving a trace.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { checkout, Product } from '../product.ts'
import { litPixels, takePicture, toPng } from '../rfb.ts'
import { openConsole } from '../socket-wire.ts'

const product = new Product()
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Processes of the machine whose command line names this root. */
function processesOfRoot(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')
        return line.includes(product.root) && Number(pid) !== process.pid ? [line.slice(0, 120)] : []
      } catch (error) {
        if (error instanceof Error && 'code' in error) return []
        throw error
      }
    })
}

async function readSerial(vmid: number, pattern: RegExp): Promise<string> {
  const { ticket, port, user } = await product.ok('POST', `${vm(vmid)}/termproxy`, { serial: 'serial0' })
  const console = await openConsole(product, vm(vmid), port, ticket)
  try {
    console.write(Buffer.from(`${user}:${ticket}\n`))
    assert.equal((await console.read(2)).toString(), 'OK')
    return await console.readUntil(pattern, 90_000)
  } finally {
    console.close()
  }
}

async function untilStopped(vmid: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if ((await product.ok('GET', `${vm(vmid)}/status/current`)).status === 'stopped') return
    await pause(50)
  }
  assert.fail(`VM ${vmid} did not stop`)
}

before(async () => {
  await product.start()
  await product.login()
})
after(() => product.destroy())

test('a virtual machine is created with a disk imported from an image', async () => {
  assert.equal(await product.ok('GET', '/cluster/nextid'), '100')
  const ended = await product.task('POST', `/nodes/${product.node}/qemu`, {
    vmid: 100,
    name: 'first',
    memory: 256,
    kvm: 0,
    cores: 1,
    scsihw: 'virtio-scsi-pci',
    virtio0: `local:0,import-from=${smallLinuxDisk()},format=qcow2`,
    scsi0: 'local:1',
    net0: 'virtio',
    serial0: 'socket',
    boot: 'order=virtio0',
  })
  assert.equal(ended, 'OK')
  const config = await product.ok('GET', `${vm(100)}/config`)
  assert.match(config.virtio0, /^local:100\/vm-100-disk-\d\.qcow2/)
  assert.match(config.net0, /^virtio=([0-9A-F]{2}:){5}[0-9A-F]{2}/)
})

test('the command line lists it and shows its config', async () => {
  const list = await product.run('qm', 'list')
  assert.equal(list.code, 0, list.error)
  assert.match(list.out, /^\s+100 first\s+stopped\s+256\s/m)
  const config = await product.run('qm', 'config', '100')
  assert.match(config.out, /^memory: 256$/m)
})

test('it starts and says so on its serial console', async () => {
  const started = await product.run('qm', 'start', '100')
  assert.equal(started.code, 0, started.error)
  assert.match(await readSerial(100, /TICK \d+/), /TICK/)
})

test('its status shows memory and a moving CPU', async () => {
  const status = await product.ok('GET', `${vm(100)}/status/current`)
  assert.equal(status.status, 'running')
  assert.equal(status.qmpstatus, 'running')
  assert.ok(status.mem > 2 ** 20, `memory is ${status.mem}`)
  assert.ok(status.pid > 1)
  const seen = new Set<number>()
  for (let tries = 0; tries < 40 && seen.size < 2; tries += 1) {
    seen.add((await product.ok('GET', `${vm(100)}/status/current`)).cpu)
    await pause(500)
  }
  assert.ok(seen.size >= 2, `cpu stayed at ${[...seen].join()}`)
})

test('its screen can be seen over VNC', async () => {
  const { ticket, port, password } = await product.ok('POST', `${vm(100)}/vncproxy`, { websocket: 1 })
  const wire = await openConsole(product, vm(100), port, ticket)
  try {
    const picture = await takePicture(wire, password ?? ticket)
    assert.ok(picture.width >= 640 && litPixels(picture) > 200, `${picture.width}x${picture.height} with ${litPixels(picture)} lit pixels`)
    mkdirSync(join(checkout, '.cache'), { recursive: true })
    writeFileSync(join(checkout, '.cache/first-vm-screen.png'), toPng(picture))
  } finally {
    wire.close()
  }
})

test('it keeps running while our processes are restarted, and is adopted', async () => {
  const { pid } = await product.ok('GET', `${vm(100)}/status/current`)
  await product.stop()
  assert.ok(readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('qemu'))
  const offline = await product.run('qm', 'list')
  assert.equal(offline.code, 0, offline.error)
  assert.match(offline.out, /100 first\s+running/)
  await product.start()
  await product.login()
  const status = await product.ok('GET', `${vm(100)}/status/current`)
  assert.equal(status.status, 'running')
  assert.equal(status.pid, pid)
})

test('it goes on after all our processes are killed at once', async () => {
  const { pid } = await product.ok('GET', `${vm(100)}/status/current`)
  await product.stop('SIGKILL')
  await pause(300)
  await product.start()
  await product.login()
  assert.equal((await product.ok('GET', `${vm(100)}/status/current`)).pid, pid)
  assert.match(await readSerial(100, /TICK \d+/), /TICK/)
})

test('it shuts down when asked to', async () => {
  assert.equal(await product.task('POST', `${vm(100)}/status/shutdown`, { timeout: 60 }), 'OK')
  await untilStopped(100)
})

test('a full clone boots', async () => {
  assert.equal(await product.task('POST', `${vm(100)}/clone`, { newid: 101, name: 'full', full: 1 }), 'OK')
  const [one, two] = [await product.ok('GET', `${vm(100)}/config`), await product.ok('GET', `${vm(101)}/config`)]
  assert.notEqual(one.net0, two.net0, 'a clone has its own MAC')
  assert.equal(await product.task('POST', `${vm(101)}/status/start`), 'OK')
  await readSerial(101, /TICK \d+/)
  assert.equal(await product.task('POST', `${vm(101)}/status/stop`), 'OK')
})

test('a linked clone of the template boots and holds only what it changed', async () => {
  assert.equal(await product.task('POST', `${vm(100)}/template`), 'OK')
  assert.equal((await product.ok('GET', `${vm(100)}/config`)).template, 1)
  assert.equal(await product.task('POST', `${vm(100)}/clone`, { newid: 102, name: 'linked' }), 'OK')
  const config = await product.ok('GET', `${vm(102)}/config`)
  assert.match(config.virtio0, /base-100-disk-\d\.qcow2\/102\/vm-102-disk-\d\.qcow2/)
  assert.equal(await product.task('POST', `${vm(102)}/status/start`), 'OK')
  await readSerial(102, /TICK \d+/)
  assert.equal(await product.task('POST', `${vm(102)}/status/stop`), 'OK')
  const images = execFileSync('du', ['-s', '--block-size=1K', join(product.root, 'var/lib/vz/images/102')], { encoding: 'utf8' })
  assert.ok(Number.parseInt(images, 10) < 8192, `the linked clone holds ${images}`)
})

test('destroying all of them leaves no file, process, tap or lock behind', async () => {
  for (const vmid of [102, 101, 100]) assert.equal(await product.task('DELETE', `${vm(vmid)}?purge=1&destroy-unreferenced-disks=1`), 'OK')
  assert.deepEqual(await product.ok('GET', '/cluster/resources?type=vm'), [])
  assert.deepEqual(globSync('var/lib/vz/images/**/*.{raw,qcow2}', { cwd: product.root }), [])
  assert.deepEqual(globSync('run/qemu-server/*', { cwd: product.root }), [])
  assert.deepEqual(globSync('/sys/class/net/tap10[012]i*'), [])
  assert.deepEqual(globSync('var/lib/quorate/journal/*', { cwd: product.root }), [])
  await product.stop()
  assert.deepEqual(processesOfRoot(), [])
})
