// From the request to start a virtual machine to its QEMU being watched over QMP, beside a bare start of the same QEMU.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Product } from '../product.ts'
import { followEvents } from './follow-events.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 9
/** A bridge needs a network of its own; then the whole benchmark runs again inside. */
const ownNetwork = 'QUORATE_BENCH_NETWORK'
if (process.getuid?.() === 0 && !process.env[ownNetwork]) {
  const again = [process.execPath, ...process.execArgv, ...process.argv.slice(1)]
  process.exit(spawnSync('unshare', ['--net', ...again], { stdio: 'inherit', env: { ...process.env, [ownNetwork]: '1' } }).status ?? 1)
}

const verdicts = new Verdicts()
const product = new Product()

/** Resolves when a QEMU that listens there has said its greeting. */
function greeting(socket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket)
    connection.once('data', () => {
      connection.destroy()
      resolve()
    })
    connection.once('error', reject)
  })
}

/** Starts QEMU with a guest's own arguments, as a person would, and ends it; answers milliseconds. */
async function bareStart(argv: readonly string[], files: { socket: string; pidfile: string }): Promise<number> {
  const [program = '', ...args] = argv
  const begun = performance.now()
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] })
  if (status !== 0) throw new Error(`bare QEMU ended with ${status}: ${stderr}`)
  await greeting(files.socket)
  const took = performance.now() - begun
  const pid = Number(readFileSync(files.pidfile, 'utf8'))
  process.kill(pid, 'SIGKILL')
  rmSync(files.pidfile, { force: true })
  return took
}

/** Milliseconds of the product's starts and of bare ones, in turn, so that what else the machine does hits both. */
async function starts(vmid: number, more: Readonly<Record<string, string>>): Promise<{ ours: number[]; bare: number[] }> {
  const vm = `/nodes/${product.node}/qemu/${vmid}`
  const common = { kvm: 0, memory: 256, scsihw: 'virtio-scsi-pci', scsi0: 'local:1', serial0: 'socket', boot: 'order=scsi0' }
  await product.task('POST', `/nodes/${product.node}/qemu`, { vmid, ...common, ...more })
  using events = await followEvents(product)
  const state = (wanted: string) =>
    events.next(({ type, id, value }) => type === 'guest' && id === String(vmid) && value?.status === wanted)
  const ours: number[] = []
  const bare: number[] = []
  const run = join(product.root, 'run/qemu-server', String(vmid))
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    const running = state('running')
    const upid = await product.ok('POST', `${vm}/status/start`)
    await running
    ours.push(performance.now() - begun)
    await product.taskEnd(upid)
    const { pid } = await product.ok('GET', `${vm}/status/current`)
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').split('\0')
    const stopped = state('stopped')
    await product.task('POST', `${vm}/status/stop`)
    await stopped
    bare.push(await bareStart(argv, { socket: `${run}.qmp`, pidfile: `${run}.pid` }))
  }
  return { ours, bare }
}

async function judge(what: string, vmid: number, more: Readonly<Record<string, string>>): Promise<void> {
  const { ours, bare } = await starts(vmid, more)
  verdicts.judge({
    what: `POST status/start of ${what} until its QEMU is watched, less a bare start`,
    value: median(ours.map((one, at) => one - (bare[at] ?? 0))),
    unit: 'ms',
    floor: { name: 'a bare start with the same arguments', value: median(bare) },
    budget: { atMost: 80 },
  })
  console.log(`  (whole: ${median(ours).toFixed(1)} ms)`)
}

if (process.env[ownNetwork]) {
  for (const change of ['set lo up', 'add vmbr0 type bridge', 'set vmbr0 up']) execFileSync('ip', ['link', ...change.split(' ')])
}
await product.start()
try {
  await product.login()
  await judge('a VM with a disk', 100, {})
  if (process.env[ownNetwork]) await judge('a VM with a disk and a card on a bridge', 101, { net0: 'virtio,bridge=vmbr0' })
} finally {
  await product.destroy()
}
verdicts.exit()
