import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { askQemu } from '../capabilities/ask-qemu.ts'
import { QmpClient } from '../qmp/qmp-client.ts'
import { vmProperties } from '../vm-schema.ts'
import { goldenFacts, goldenVolume, volumeNames } from '../testing/golden-facts.ts'
import { planVm } from './plan-vm.ts'
import type { VmConfig } from './vm-config.ts'
import type { ResolvedVolume, VmFacts } from './vm-facts.ts'
import type { VmPlan } from './vm-plan.ts'

const run = promisify(execFile)
const golden = new URL('golden/', import.meta.url)
const decode = configDecoderOf(vmProperties)
/** Another QEMU than the installed one can be named. */
const program = process.env['QUORATE_TEST_QEMU'] ?? findProgram('qemu-system-x86_64')
const qemu = program === undefined ? undefined : await askQemu(realHost(rootAt(tmpdir(), 'pve')), program)
/** Needs hardware that a test machine cannot be expected to have. */
const hardware = /^(?:hostpci|parallel|usb\d+: (?:host=)?(?!spice)|serial\d+: \/dev|ide2: cdrom)/m

async function makeVolumes(folder: string, text: string): Promise<Map<string, ResolvedVolume>> {
  const volumes = new Map<string, ResolvedVolume>()
  for (const name of volumeNames(text)) {
    const volume = goldenVolume(name)
    const path = join(folder, name.replace(':', '/'))
    await mkdir(dirname(path), { recursive: true })
    if (volume.format === 'raw') {
      await writeFile(path, '')
      await truncate(path, 4 * 2 ** 20)
    } else await run('qemu-img', ['create', '-q', '-f', volume.format, path, '4M'])
    volumes.set(name, { ...volume, path, blockDevice: false })
  }
  return volumes
}

async function makeTaps(t: TestContext, plan: VmPlan): Promise<boolean> {
  for (const nic of plan.nics) {
    if (!nic.tap) continue
    const tap = nic.tap
    const made = await run('ip', ['tuntap', 'add', 'dev', tap, 'mode', 'tap', ...(nic.queues > 1 ? ['multi_queue'] : [])]).catch(
      () => undefined,
    )
    if (!made) return false
    t.after(() => run('ip', ['link', 'delete', tap]))
  }
  return true
}

/** A TPM on the plan's socket, ended with the test. */
async function startTpm(t: TestContext, plan: VmPlan, folder: string): Promise<void> {
  if (!plan.tpm) return
  const args = [
    'socket',
    '--tpmstate',
    `dir=${folder}`,
    '--ctrl',
    `type=unixio,path=${plan.tpm.socket}`,
    ...(plan.tpm.version === '2.0' ? ['--tpm2'] : []),
  ]
  const tpm = spawn('swtpm', args, { stdio: 'ignore' })
  const ended = new Promise(resolve => tpm.once('close', resolve))
  await once(tpm, 'spawn')
  t.after(() => {
    tpm.kill()
    return ended
  })
  while (!existsSync(plan.tpm.socket)) await new Promise(resolve => setTimeout(resolve, 20))
}

/** Every `-device` with an address, by id. */
function plannedPlaces(argv: readonly string[]): Map<string, { slot: number; bus: string }> {
  const places = new Map<string, { slot: number; bus: string }>()
  for (const [at, word] of argv.entries()) {
    if (argv[at - 1] !== '-device') continue
    const id = /(?:^|,)id=([^,]+)/.exec(word)?.[1]
    const slot = /(?:^|,)addr=0x([0-9a-f]+)/.exec(word)?.[1]
    const bus = /(?:^|,)bus=([^,]+)/.exec(word)?.[1]
    if (id && slot && bus) places.set(id, { slot: Number.parseInt(slot, 16), bus })
  }
  return places
}

for (const name of (await readdir(golden)).filter(file => file.endsWith('.conf'))) {
  test(`QEMU starts ${name} and has its devices where the plan put them`, { timeout: 60_000 }, async t => {
    const text = await readFile(new URL(name, golden), 'utf8')
    if (!qemu) return t.skip('QEMU is not installed')
    if (hardware.test(text)) return t.skip('needs hardware to pass through')
    if (/vga: virtio-gl/.test(text) && !existsSync('/dev/dri')) return t.skip('needs a graphics card of the host')
    if (/vga: qxl/.test(text) && !qemu.devices.includes('qxl-vga')) return t.skip('this QEMU has no SPICE')
    const folder = await mkdtemp(join(tmpdir(), 'plan-'))
    t.after(() => rm(folder, { recursive: true }))
    const config = { ...decode(parseGuestConfig(text).current).config, kvm: false } as VmConfig
    const facts: VmFacts = {
      ...goldenFacts(text),
      qemu,
      vmid: 900_000_000 + (process.pid % 1_000_000),
      paths: { run: folder, firmware: '/usr/share/OVMF' },
      volumes: await makeVolumes(folder, text),
    }
    const base = goldenFacts(text)
    const plan = planVm(config, { ...facts, host: { ...base.host, vhostNet: false } }, { paused: true })
    if (!(await makeTaps(t, plan))) return t.skip('network interfaces cannot be made here')
    if (config.ivshmem) t.after(() => rm(`/dev/shm/pve-shm-${config.ivshmem?.name ?? facts.vmid}`, { force: true }))
    for (const copy of plan.copies) await cp(copy.from, copy.to)
    await startTpm(t, plan, folder)

    await run(plan.argv[0] as string, plan.argv.slice(1))
    const pid = Number(await readFile(plan.sockets.pidfile, 'utf8'))
    try {
      await using client = await QmpClient.connect(plan.sockets.qmp, { vmid: facts.vmid })
      assert.equal((await client.execute('query-status')).running, false)
      for (const [id, place] of plannedPlaces(plan.argv)) {
        const path = `/machine/peripheral/${id}`
        const devfn = (await client.execute('qom-get', { path, property: 'addr' })) as number
        const bus = (await client.execute('qom-get', { path, property: 'parent_bus' })) as string
        assert.deepEqual({ slot: devfn >> 3, bus: bus.split('/').at(-1) }, place, `place of ${id}`)
      }
      const nodes = new Set((await client.execute('query-named-block-nodes')).map(node => node['node-name']))
      for (const disk of plan.disks) for (const node of disk.nodes) assert.ok(nodes.has(node['node-name']), `node ${node['node-name']}`)
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
