import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { parseGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { askQemu } from '../capabilities/ask-qemu.ts'
import { runningMachine, machineOfQom } from '../devices/running-machine.ts'
import { QmpClient } from '../qmp/qmp-client.ts'
import { compareCpus } from '../testing/compare-cpus.ts'
import { goldenFacts } from '../testing/golden-facts.ts'
import { refusalOf } from '../testing/lacking.ts'
import { compareBackends, compareDevices } from '../testing/read-back.ts'
import { emulated, makeTaps, makeVolumes, serveFolders, startTpm } from '../testing/sample-host.ts'
import { planVm } from './plan-vm.ts'
import { readConfig } from './read-config.ts'
import type { VmFacts } from './vm-facts.ts'

const run = promisify(execFile)
const golden = new URL('golden/', import.meta.url)
/** Another QEMU than the installed one can be named. */
const program = process.env['QUORATE_TEST_QEMU'] ?? findProgram('qemu-system-x86_64')
const qemu = program === undefined ? undefined : await askQemu(realHost(rootAt(tmpdir(), 'pve')), program)

const firmware = '/usr/share/OVMF'

/** Samples that need what a test machine cannot be expected to have. */
const hardware: readonly (readonly [form: RegExp, what: string])[] = [
  [/^hostpci\d/m, 'a PCI device to pass through'],
  [/^usb\d+: (?!(?:host=)?spice)/im, 'a USB device to pass through'],
  [/^parallel\d/m, 'a parallel port'],
  [/^serial\d: \/dev/m, 'a serial port'],
  [/scsiblock=1/, 'a SCSI disk of the host'],
  [/\/dev\/hwrng/, 'a hardware source of randomness'],
  [/^hugepages/m, 'huge pages set aside'],
  [/^cpu: host\n(?:.*\n)*hotplug: .*memory/m, 'a processor of the host, whose addresses are longer than emulated ones'],
]

/** Another vmid for each sample: their interfaces must not meet. */
let next = 900_000_000 + (process.pid % 100_000) * 1000

for (const name of (await readdir(golden)).filter(file => file.endsWith('.conf'))) {
  const vmid = next++
  test(`QEMU starts ${name} and has what the plan says`, { timeout: 60_000 }, async t => {
    const text = await readFile(new URL(name, golden), 'utf8')
    if (!qemu) return t.skip('QEMU is not installed')
    const missing = hardware.find(([form]) => form.test(text))
    if (missing) return t.skip(`needs ${missing[1]}`)
    const folder = await mkdtemp(join(tmpdir(), 'plan-'))
    t.after(() => rm(folder, { recursive: true }))
    const base = goldenFacts(text)
    const facts: VmFacts = {
      ...base,
      qemu,
      vmid,
      paths: { run: folder, firmware, firmwareFiles: existsSync(firmware) ? await readdir(firmware) : [] },
      host: { ...base.host, vhostNet: false, sev: undefined, tdx: false, renderNode: existsSync('/dev/dri/renderD128') },
      volumes: await makeVolumes(folder, text),
      cdromDrive: existsSync('/dev/cdrom'),
    }
    const { config } = readConfig(vmid, parseGuestConfig(text).current)
    const refusal = refusalOf(text, facts)
    if (refusal) {
      // What this QEMU or machine lacks must be said before anything is started.
      assert.throws(
        () => planVm(config, facts),
        (error: unknown) => error instanceof Failure && refusal.test(error.message),
      )
      return
    }
    const plan = planVm(config, facts, { paused: true })
    const argv = emulated(plan.argv)
    if (!(await makeTaps(t, plan))) return t.skip('network interfaces cannot be made here')
    if (config.ivshmem) t.after(() => rm(`/dev/shm/pve-shm-${config.ivshmem?.name ?? vmid}`, { force: true }))
    for (const copy of plan.copies) await cp(copy.from, copy.to)
    await startTpm(t, plan, folder)
    if (!(await serveFolders(t, plan, folder))) return t.skip('needs virtiofsd')

    await run(argv[0] as string, argv.slice(1)).catch((error: { stderr: string }) => assert.fail(`QEMU said: ${error.stderr}`))
    const pid = Number(await readFile(plan.sockets.pidfile, 'utf8'))
    try {
      await using client = await QmpClient.connect(plan.sockets.qmp, { vmid })
      assert.equal((await client.execute('query-status')).running, false)
      const type = (await client.execute('qom-get', { path: '/machine', property: 'type' })) as string
      assert.equal(runningMachine(machineOfQom(type)), runningMachine(plan.machine))
      await compareDevices(client, argv)
      await compareBackends(client, argv)
      await compareCpus(client, argv, plan)
      assert.equal((await client.execute('query-vnc')).enabled, plan.sockets.vnc !== undefined)
      const devices = (await client.execute('query-block')).map(block => block.qdev ?? '')
      for (const disk of plan.disks) {
        if (disk.device)
          assert.ok(
            devices.some(device => device === disk.key || device.split('/').includes(disk.key)),
            `drive ${disk.key}`,
          )
      }
      await client.execute('quit')
    } finally {
      if (existsSync(`/proc/${pid}`)) process.kill(pid, 'SIGKILL')
    }
  })
}

test('a device that this QEMU does not know is a failure of the plan', () => {
  if (!qemu) return
  const without = { ...goldenFacts(''), qemu: { ...qemu, devices: qemu.devices.filter(device => device !== 'virtio-balloon-pci') } }
  assert.throws(() => planVm({}, without), Failure)
})
