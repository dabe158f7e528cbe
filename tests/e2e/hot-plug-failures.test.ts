/**
 * Every kind of live change on a running Linux, with its QEMU refusing each command in turn: machine, host and config are
 * as before then, and the change waits. When nothing is refused it is in force.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { takeOutCpus } from '../../packages/qemu/src/hot/hot-cpu.ts'
import { loadVm, planSection } from '../../packages/qemu/src/steps/load-vm.ts'
import { readSerial } from '../../packages/qemu/src/testing/read-serial.ts'
import { TrialMachine } from '../../packages/qemu/src/testing/trial-machine.ts'
import { smallLinuxDisk } from '../guests/small-linux.ts'

const vmid = 900_000_000 + (process.pid % 90_000_000)
const bridges = ['a', 'b'].map(letter => `qh${letter}${process.pid % 1_000_000}`)
const isRoot = process.getuid?.() === 0
const commands = [
  'balloon',
  'blockdev-add',
  'blockdev-close-tray',
  'blockdev-del',
  'blockdev-insert-medium',
  'blockdev-open-tray',
  'blockdev-remove-medium',
  'chardev-add',
  'chardev-remove',
  'device_add',
  'device_del',
  'netdev_add',
  'netdev_del',
  'object-add',
  'object-del',
  'qom-set',
  'set_link',
]

let machine: TrialMachine
const disk = () => `local:${vmid}/vm-${vmid}-disk-9.raw`

async function update(parameters: Record<string, unknown>): Promise<unknown> {
  return await machine.request('PUT', '/{vmid}/config', { vmid, ...parameters })
}

/** The present part of the config, without disks that only lie about. */
function present(): string[] {
  const [current = ''] = machine.config(vmid).split('[PENDING]')
  return current.split('\n').filter(line => line !== '' && !line.startsWith('unused'))
}

/** Everything that a live change could leave behind in QEMU and on the host. */
async function state(): Promise<unknown> {
  const { record } = await machine.services.runtime.require(vmid)
  const taps = (await readdir('/sys/class/net')).filter(name => name.startsWith(`tap${vmid}i`))
  return await machine.services.runtime.qmp(vmid, async client => ({
    present: present(),
    taps: taps.map(name => [
      name,
      isRoot ? execFileSync('ip', ['-o', 'link', 'show', name], { encoding: 'utf8' }).match(/master \S+|state \S+/g) : '',
    ]),
    noted: [record.taps, record.volumes],
    devices: (await client.execute('qom-list', { path: '/machine/peripheral' })).map(one => one.name).toSorted(),
    objects: (await client.execute('qom-list', { path: '/objects' })).map(one => one.name).toSorted(),
    nodes: (await client.execute('query-named-block-nodes', { flat: true })).map(node => [node['node-name'], node.file]).toSorted(),
    trays: (await client.execute('query-block')).map(one => [one.qdev, one.inserted?.file, one.tray_open]),
    network: (await client.monitor('info network')).replaceAll('\r', ''),
    chardevs: (await client.execute('query-chardev')).map(one => one.label).toSorted(),
    cpus: (await client.execute('query-cpus-fast')).length,
    modules: (await client.execute('query-memory-devices')).map(one => one.data['id']),
  }))
}

/** Breaks a change at each command, then lets it happen. */
async function change(parameters: Record<string, unknown>, expected: RegExp): Promise<void> {
  const keys = Object.keys(parameters).flatMap(key => (key === 'delete' ? [String(parameters[key])] : [key]))
  const untouched = await state()
  for (let turn = 1; ; turn++) {
    assert.ok(turn < 30, 'never succeeded')
    machine.failAt = turn
    const ended = await update(parameters).then(
      () => undefined,
      error => error as Error & { errors?: Record<string, string> },
    )
    const refused = machine.failAt <= 0
    machine.failAt = undefined
    if (!refused) {
      assert.equal(ended, undefined, JSON.stringify(ended?.errors))
      break
    }
    const problem = Object.values(ended?.errors ?? {}).join()
    assert.match(problem, /^hotplug problem - broken: [\w-]+$/, `command ${turn}`)
    assert.deepEqual(await state(), untouched, `refused at command ${turn}: ${problem}`)
    assert.match(machine.config(vmid), /\[PENDING\]/, `refused at command ${turn}: ${problem}`)
    await update({ revert: keys.join(',') })
    assert.doesNotMatch(machine.config(vmid), /\[PENDING\]/)
  }
  assert.doesNotMatch(machine.config(vmid), /\[PENDING\]/)
  assert.match(present().join('\n'), expected)
}

before(async () => {
  machine = await TrialMachine.create()
  machine.guestsOnly = true
  for (const command of commands) machine.breakable.add(command)
  if (isRoot) for (const bridge of bridges) execFileSync('ip', ['link', 'add', bridge, 'type', 'bridge'])
  await machine.addGuest(vmid, {
    memory: { current: 1024 },
    numa: true,
    cores: 2,
    vcpus: 1,
    hotplug: 'disk,network,usb,cpu,memory',
    scsihw: 'virtio-scsi-single',
    virtio0: { file: 'local:0', 'import-from': smallLinuxDisk() },
    ide2: { file: 'none', media: 'cdrom' },
  })
  const images = join(machine.folder, `var/lib/vz/images/${vmid}`)
  await writeFile(join(images, `vm-${vmid}-disk-9.raw`), '')
  await truncate(join(images, `vm-${vmid}-disk-9.raw`), 4 * 2 ** 20)
  for (const name of ['a', 'b']) await writeFile(join(machine.folder, `var/lib/vz/template/iso/${name}.iso`), Buffer.alloc(4096))
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid }), 'OK')
  await readSerial(machine, vmid, text => text.includes('GUEST-READY'))
})

after(async () => {
  await machine[Symbol.asyncDispose]()
  if (isRoot) for (const bridge of bridges) execFileSync('ip', ['link', 'delete', bridge])
})

test('a SCSI disk with its own controller and thread', { timeout: 60_000 }, async () => {
  await change({ scsi1: { file: disk(), iothread: true } }, /^scsi1: .*disk-9/m)
  await change({ scsi1: { file: disk(), iothread: true, mbps: 3, iops_rd: 50, iops_rd_max: 90 } }, /^scsi1: .*mbps=3/m)
  await change({ scsi1: { file: disk(), iothread: true } }, /^scsi1: [^\n]*iothread=1,size=4M$/m)
  const limits = await machine.services.runtime.qmp(vmid, client =>
    client.execute('qom-get', { path: '/objects/throttle-drive-scsi1', property: 'limits' }),
  )
  assert.deepEqual(
    Object.entries(limits as object).filter(([name, value]) => !name.endsWith('-length') && name !== 'iops-size' && value !== 0),
    [],
  )
  await change({ delete: 'scsi1' }, /^(?![^]*^scsi1)/m)
})

test('a medium in the CD drive', { timeout: 60_000 }, async () => {
  for (const file of ['local:iso/a.iso', 'local:iso/b.iso', 'none']) {
    await change({ ide2: { file, media: 'cdrom' } }, new RegExp(`^ide2: ${file}`, 'm'))
  }
})

test('a network card', { timeout: 60_000 }, async t => {
  await change({ net1: { model: 'virtio', macaddr: 'BC:24:11:00:00:07' } }, /^net1: virtio/m)
  await change({ net1: { model: 'virtio', macaddr: 'BC:24:11:00:00:07', link_down: true } }, /^net1: .*link_down=1/m)
  await change({ net1: { model: 'e1000', macaddr: 'BC:24:11:00:00:07', link_down: true } }, /^net1: e1000/m)
  await change({ delete: 'net1' }, /^(?![^]*^net1)/m)
  if (!isRoot) return t.diagnostic('bridges need root')
  const bridged = { model: 'virtio', macaddr: 'BC:24:11:00:00:08', bridge: bridges[0] }
  await change({ net2: bridged }, /^net2: .*bridge=qha/m)
  await change({ net2: { ...bridged, bridge: bridges[1], rate: 5, link_down: true } }, /^net2: .*bridge=qhb/m)
  await change({ delete: 'net2' }, /^(?![^]*^net2)/m)
})

test('USB devices and the tablet', { timeout: 60_000 }, async () => {
  await change({ tablet: false }, /^tablet: 0$/m)
  await change({ delete: 'tablet' }, /^(?![^]*^tablet)/m)
  // The guest looks long at a new controller before it lets go of it: that is there from here on.
  await update({ usb0: { host: '1d6b:9998' } })
  await change({ usb1: { host: '1d6b:9999' } }, /^usb1: 1d6b:9999$/m)
  await change({ delete: 'usb1' }, /^(?![^]*^usb1)/m)
})

test('memory', { timeout: 60_000 }, async () => {
  await change({ memory: { current: 1536 } }, /^memory: 1536$/m)
  await change({ memory: { current: 1024 } }, /^memory: 1024$/m)
})

test('the balloon', { timeout: 60_000 }, async () => {
  await change({ balloon: 768 }, /^balloon: 768$/m)
})

test('what was plugged, but could not be noted in the config, is found at the next try', { timeout: 60_000 }, async () => {
  machine.guestsOnly = false
  machine.breakable.clear()
  for (const parameters of [{ net3: { model: 'virtio', macaddr: 'BC:24:11:00:00:09' } }, { virtio2: { file: disk() } }]) {
    const [key = ''] = Object.keys(parameters)
    for (let turn = 1; ; turn++) {
      assert.ok(turn < 20, 'never succeeded')
      machine.failAt = turn
      await update(parameters).catch(() => undefined)
      const failed = machine.failAt <= 0
      machine.failAt = undefined
      await update(parameters).catch(error => assert.match(String(error), /no options|same/))
      assert.match(present().join('\n'), new RegExp(`^${key}: `, 'm'))
      assert.doesNotMatch(machine.config(vmid), /\[PENDING\]/)
      await update({ delete: key })
      if (!failed) break
    }
  }
  machine.guestsOnly = true
  for (const command of commands) machine.breakable.add(command)
})

test('processors, of which those of an emulated guest stay', { timeout: 60_000 }, async () => {
  await change({ vcpus: 2 }, /^vcpus: 2$/m)
  const refusal = await update({ vcpus: 1 }).then(
    () => '',
    (error: { errors?: Record<string, string> }) => error.errors?.['vcpus'] ?? '',
  )
  assert.match(refusal, /^hotplug problem - processors of an emulated guest .* cannot be taken out/)
  assert.match(machine.config(vmid), /^vcpus: 2$[^]*\[PENDING\]\n+vcpus: 1$/m)
  // The guest does let go: what comes after is what QEMU cannot do, and this is the last test of this guest.
  const { plan } = await planSection(machine.services, vmid, loadVm(machine.services, vmid).config.current)
  const left = await machine.services.runtime.qmp(vmid, async client => {
    await takeOutCpus(client, 1, plan.cpus)
    return await client.execute('query-cpus-fast')
  })
  assert.equal(left.length, 1)
})
