import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { driveLimits } from '../devices/drive-limits.ts'
import { planDrive } from '../devices/drive.ts'
import { planNic } from '../devices/network.ts'
import { askQemu } from '../capabilities/ask-qemu.ts'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import { QmpClient } from '../qmp/qmp-client.ts'
import { vmProperties } from '../vm-schema.ts'
import { drivesOf, goldenFacts } from '../testing/golden-facts.ts'
import { hotDevice } from './hot-device.ts'
import { planContext, planVm } from './plan-vm.ts'
import type { VmConfig } from './vm-config.ts'
import type { DevicePlan } from './vm-plan.ts'
import type { ResolvedVolume, VmFacts } from './vm-facts.ts'

const run = promisify(execFile)
const decode = configDecoderOf(vmProperties)
/** Another QEMU than the installed one can be named. */
const program = process.env['QUORATE_TEST_QEMU'] ?? findProgram('qemu-system-x86_64')
const qemu = program === undefined ? undefined : await askQemu(realHost(rootAt(tmpdir(), 'pve')), program)

const started = (machine: string) => `kvm: 0\nmachine: ${machine}\nmemory: 64\nscsihw: virtio-scsi-pci\nvirtio0: local:100/disk-0.qcow2\n`
const added = `net0: virtio=BC:24:11:00:00:01
scsi1: local:100/disk-1.qcow2,ssd=1,wwn=0x5000c50015ea71ac,serial=S1,mbps=10,iops_rd=50,iops_rd_max=100
scsi2: local:100/disk-2.qcow2,ro=1
virtio6: local:100/disk-3.qcow2,iothread=1,cache=directsync
`

async function start(t: TestContext, qemu: QemuCapabilities, machine: string): Promise<{ facts: VmFacts; client: QmpClient }> {
  const folder = await mkdtemp(join(tmpdir(), 'hot-'))
  t.after(() => rm(folder, { recursive: true }))
  const volumes = new Map<string, ResolvedVolume>()
  for (const [at, name] of [...drivesOf(`${started(machine)}${added}`).keys()].entries()) {
    const path = join(folder, `${at}.qcow2`)
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', path, '4M'])
    volumes.set(name, { path, format: 'qcow2', readonly: false, directIo: true, blockDevice: false })
  }
  const facts: VmFacts = { ...goldenFacts(''), qemu, paths: { run: folder, firmware: '/usr/share/OVMF' }, volumes }
  const plan = planVm(decode(parseGuestConfig(started(machine)).current).config as VmConfig, facts, { paused: true })
  await run(plan.argv[0] as string, plan.argv.slice(1))
  const pid = Number(await readFile(plan.sockets.pidfile, 'utf8'))
  t.after(() => {
    if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL')
  })
  const client = await QmpClient.connect(plan.sockets.qmp, { vmid: facts.vmid })
  t.after(() => client.close())
  return { facts, client }
}

for (const machine of ['pc', 'q35']) {
  test(`planned drives and network cards can be added to a running guest of ${machine} as they are`, { timeout: 60_000 }, async t => {
    if (!qemu) return t.skip('QEMU is not installed')
    const { facts, client } = await start(t, qemu, machine)
    const config = decode(parseGuestConfig(started(machine) + added).current).config as VmConfig
    const context = planContext(config, facts)
    const controllers = new Set<string>()
    for (const key of ['scsi1', 'scsi2', 'virtio6']) {
      const disk = planDrive(context, key)
      for (const object of disk.objects) await client.execute('object-add', object)
      for (const node of disk.nodes) await client.execute('blockdev-add', node)
      for (const controller of disk.controllers) {
        if (!controllers.has(controller.id)) await client.execute('device_add', controller)
        controllers.add(controller.id)
      }
      await client.execute('device_add', hotDevice(disk.device as DevicePlan))
    }
    const nic = planNic(context, 'net0')
    await client.execute('netdev_add', nic.netdev)
    await client.execute('device_add', hotDevice(nic.device))
    const wwn = await client.execute('qom-get', { path: '/machine/peripheral/scsi1', property: 'wwn' })
    assert.equal(BigInt(wwn as number), BigInt(Number(0x5000c50015ea71acn)))
  })
}

test("a drive's limits can be changed, and an internal snapshot taken, while the guest runs", { timeout: 60_000 }, async t => {
  if (!qemu) return t.skip('QEMU is not installed')
  const { client } = await start(t, qemu, 'pc')
  const path = '/objects/throttle-drive-virtio0'
  await client.execute('qom-set', { path, property: 'limits', value: driveLimits({ file: 'x', mbps: 1, iops: 5, iops_max: 10 }) })
  assert.equal(((await client.execute('qom-get', { path, property: 'limits' })) as Record<string, number>)['iops-total-max'], 10)
  await client.execute('qom-set', { path, property: 'limits', value: driveLimits({ file: 'x' }) })
  assert.equal(((await client.execute('qom-get', { path, property: 'limits' })) as Record<string, number>)['bps-total'], 0)
  await client.execute('blockdev-snapshot-internal-sync', { device: 'drive-virtio0', name: 'snap1' })
  await client.execute('blockdev-snapshot-delete-internal-sync', { device: 'drive-virtio0', name: 'snap1' })
})
