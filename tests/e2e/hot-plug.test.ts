/**
 * What is plugged into a running Linux is seen inside it, and is gone again when it is taken out: a disk, a network card,
 * memory, a processor; and its balloon follows what the node has to spare. One boot.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { smallLinuxDisk } from '../guests/small-linux.ts'
import { Product } from '../product.ts'
import { openSerial, readSerial } from '../read-serial.ts'

const product = new Product()
const vmid = 100
const path = `/nodes/${product.node}/qemu/${vmid}`
const config = () => product.file(`etc/pve/qemu-server/${vmid}.conf`)

/** Types a line into the guest's shell and answers what it prints. */
async function inGuest(line: string, timeoutMs = 60_000): Promise<string> {
  const console = await openSerial(product, vmid)
  try {
    // The terminal echoes what is typed: the marks are put together by the guest.
    console.type(`echo BEG""IN; ${line}; echo E""ND\n`)
    const text = await console.readUntil(/BEGIN\r?\n[^]*?END\r?\n/, timeoutMs)
    return (/BEGIN\r?\n([^]*?)END\r?\n/.exec(text)?.[1] ?? '').replace(/TICK \d+\r?\n/g, '').trim()
  } finally {
    console.close()
  }
}

/** Waits inside the guest until a condition of its shell holds. */
async function untilInGuest(condition: string): Promise<void> {
  assert.equal(await inGuest(`n=0; until ${condition} || [ $n = 300 ]; do n=$((n+1)); usleep 100000; done; [ $n = 300 ] && echo never`), '')
}

const set = async (...options: string[]) => {
  const { code, error } = await product.run('qm', 'set', String(vmid), ...options)
  assert.equal(code, 0, error)
}
const memoryInGuest = async () => Number(await inGuest(`sed -n 's/MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo`)) / 1024

before(async () => {
  await product.start()
  await product.login()
  const made = await product.task('POST', `/nodes/${product.node}/qemu`, {
    vmid,
    machine: 'q35',
    memory: 1024,
    numa: 1,
    cores: 2,
    vcpus: 1,
    kvm: 0,
    hotplug: 'disk,network,usb,cpu,memory',
    serial0: 'socket',
    virtio0: `local:0,import-from=${smallLinuxDisk()}`,
    boot: 'order=virtio0',
  })
  assert.equal(made, 'OK')
  assert.equal(await product.task('POST', `${path}/status/start`), 'OK')
  await readSerial(product, vmid, /GUEST-READY/)
})
after(() => product.destroy())

test('a plugged disk and network card are seen inside the guest and go again', { timeout: 120_000 }, async () => {
  await set('--virtio1', 'local:0.01,iothread=1', '--net1', 'virtio')
  assert.doesNotMatch(config(), /PENDING/)
  await untilInGuest('[ -e /sys/block/vdb -a -e /sys/class/net/eth0 ]')
  assert.equal(await inGuest('cat /sys/block/vdb/size'), String(10_488 * 2))
  const mac = /net1: virtio=([\dA-F:]+)/.exec(config())?.[1]?.toLowerCase()
  assert.equal(await inGuest('cat /sys/class/net/eth0/address'), mac)
  await product.ok('PUT', `${path}/config`, { net1: `virtio=${mac},link_down=1` })
  await inGuest('ip link set eth0 up')
  await untilInGuest('[ "$(cat /sys/class/net/eth0/carrier)" = 0 ]')
  await set('--delete', 'virtio1,net1')
  await untilInGuest('[ ! -e /sys/block/vdb -a ! -e /sys/class/net/eth0 ]')
  assert.doesNotMatch(config(), /PENDING|^(?:virtio1|net1)/m)
})

test('plugged memory is seen inside the guest and goes again', { timeout: 120_000 }, async () => {
  const before = await memoryInGuest()
  await set('--memory', '2048')
  await untilInGuest('[ $(grep -l offline /sys/devices/system/memory/memory*/state | wc -l) = 8 ]')
  await inGuest('for block in /sys/devices/system/memory/memory*/state; do grep -q offline $block && echo online_movable > $block; done')
  assert.equal(Math.round(await memoryInGuest()), Math.round(before) + 1024)
  await product.ok('PUT', `${path}/config`, { memory: 1536 })
  assert.match(config(), /^memory: 1536$/m)
  assert.equal(Math.round(await memoryInGuest()), Math.round(before) + 512)
  await set('--memory', '1024')
  assert.equal(Math.round(await memoryInGuest()), Math.round(before))
  assert.doesNotMatch(config(), /PENDING/)
  const refused = await product.api('PUT', `${path}/config`, { memory: 1100 })
  assert.equal(refused.status, 400)
  assert.match(refused.errors?.['memory'] ?? '', /1100 MiB cannot be made of 1024 MiB and modules: use 1024 or 1536 MiB/)
  await product.ok('PUT', `${path}/config`, { revert: 'memory' })
})

test(
  'a plugged processor works inside the guest; one that cannot be taken out stays, and the wish can be reverted',
  { timeout: 120_000 },
  async () => {
    assert.equal(await inGuest('nproc'), '1')
    await set('--vcpus', '2')
    await untilInGuest('[ -e /sys/devices/system/cpu/cpu1/online ]')
    await inGuest('echo 1 > /sys/devices/system/cpu/cpu1/online')
    assert.equal(await inGuest('nproc'), '2')
    const refused = await product.api('PUT', `${path}/config`, { vcpus: 1 })
    assert.equal(refused.status, 400)
    assert.match(refused.errors?.['vcpus'] ?? '', /^hotplug problem - processors of an emulated guest/)
    const row = (await product.ok('GET', `${path}/pending`)).find((one: { key: string }) => one.key === 'vcpus')
    assert.deepEqual(row, { key: 'vcpus', value: '2', pending: '1' })
    assert.match((await product.run('qm', 'pending', String(vmid))).out, /^cur vcpus: 2\nnew vcpus: 1$/m)
    await set('--revert', 'vcpus')
    assert.doesNotMatch(config(), /PENDING/)
  },
)

test('the balloon follows what the node has to spare', { timeout: 120_000 }, async () => {
  const balloonBecomes = async (mebibytes: number) => {
    for (let tries = 0; tries < 240; tries++) {
      const { ballooninfo } = await product.ok('GET', `${path}/status/current`)
      if (ballooninfo?.actual === mebibytes * 2 ** 20) return
      await new Promise(resolve => setTimeout(resolve, 250))
    }
    assert.fail(`the balloon never left ${mebibytes} MiB to the guest`)
  }
  const whole = await memoryInGuest()
  await set('--balloon', '896')
  await product.ok('PUT', `/nodes/${product.node}/config`, { 'ballooning-target': 0 })
  await balloonBecomes(896)
  assert.ok(Math.abs(whole - 128 - (await memoryInGuest())) < 2)
  await product.ok('PUT', `/nodes/${product.node}/config`, { 'ballooning-target': 100 })
  await balloonBecomes(1024)
  assert.ok(Math.abs(whole - (await memoryInGuest())) < 2)
})
