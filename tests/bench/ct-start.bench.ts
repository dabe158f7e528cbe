// From the request to start a container to its first program running, beside a bare lxc-start with the same config; and how
// long it takes until a hundred that are started at once run.
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addFolderContainer, addImageContainer, volumeFolder } from '../guests/busybox-container.ts'
import { Product } from '../product.ts'
import { followEvents } from './follow-events.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 9
const many = 100
const bridge = 'brbench'

const verdicts = new Verdicts()
const product = new Product()
const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' })

/** Starts LXC with the config that the product left, and all around it prepared; answers milliseconds. */
function bareStart(vmid: number, kept: string, mountRoot: () => void): number {
  const folder = join(product.root, 'var/lib/lxc', String(vmid))
  const config = readFileSync(join(folder, 'config'), 'utf8')
  const own = config.replace(/^lxc\.hook\.post-stop.*\n/m, '').replace(/^(lxc\.seccomp\.profile = ).*$/m, `$1${kept}`)
  writeFileSync(join(folder, 'bare'), own)
  mountRoot()
  for (const [, peer] of config.matchAll(/^lxc\.net\.\d+\.link = (vp\d+i\d+)$/gm)) {
    const name = peer?.replace('vp', 'veth') ?? ''
    run('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', peer ?? '')
    run('ip', 'link', 'set', name, 'master', bridge, 'up')
  }
  const lxc = ['-P', join(product.root, 'var/lib/lxc'), '-n', String(vmid)]
  const begun = performance.now()
  run('lxc-start', ...lxc, '-d', '-f', join(folder, 'bare'), '-p', join(folder, 'bare.pid'))
  const took = performance.now() - begun
  run('lxc-stop', ...lxc, '-k')
  run('umount', join(folder, 'rootfs'))
  for (const [, peer] of config.matchAll(/^lxc\.net\.\d+\.link = (vp\d+i\d+)$/gm))
    spawnSync('ip', ['link', 'del', peer?.replace('vp', 'veth') ?? ''])
  return took
}

/** Answers the milliseconds of a bare start. */
async function judge(what: string, vmid: number, mountRoot: () => void): Promise<number> {
  const ct = `/nodes/${product.node}/lxc/${vmid}`
  using events = await followEvents(product)
  const state = (wanted: string) =>
    events.next(({ type, id, value }) => type === 'guest' && id === String(vmid) && value?.status === wanted)
  const ours: number[] = []
  const bare: number[] = []
  const kept = join(product.root, `${vmid}.seccomp`)
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    const running = state('running').then(() => ours.push(performance.now() - begun))
    const ended = await product.task('POST', `${ct}/status/start`)
    if (ended !== 'OK') throw new Error(`start of ${vmid}: ${ended}`)
    await running
    cpSync(join(product.root, 'run/lxc', `${vmid}.seccomp`), kept)
    await product.task('POST', `${ct}/status/stop`)
    bare.push(bareStart(vmid, kept, mountRoot))
  }
  verdicts.judge({
    what: `POST status/start of ${what} until its first program runs, less a bare start`,
    value: median(ours.map((one, at) => one - (bare[at] ?? 0))),
    unit: 'ms',
    floor: { name: 'lxc-start with the same config', value: median(bare) },
    budget: { atMost: 100 },
  })
  console.log(`  (whole: ${median(ours).toFixed(1)} ms)`)
  return median(bare)
}

async function startMany(bare: number): Promise<void> {
  const vmids = Array.from({ length: many }, (_, at) => 200 + at)
  const mac = (vmid: number) => `BC:24:11:00:01:${(vmid - 200).toString(16).padStart(2, '0')}`
  for (const vmid of vmids)
    addFolderContainer(product, vmid, ['unprivileged: 1', `net0: name=eth0,bridge=${bridge},hwaddr=${mac(vmid)}`], 100_000)
  const begun = performance.now()
  const upids = await Promise.all(vmids.map(vmid => product.ok('POST', `/nodes/${product.node}/lxc/${vmid}/status/start`)))
  const ends = await Promise.all(upids.map(upid => product.taskEnd(upid)))
  const took = performance.now() - begun
  const failed = ends.filter(end => end !== 'OK')
  if (failed.length) throw new Error(`${failed.length} of ${many} did not start: ${failed[0]}`)
  verdicts.judge({
    what: `start of ${many} containers at once, for each`,
    value: took / many,
    unit: 'ms',
    floor: { name: 'lxc-start alone', value: bare },
    budget: { atMost: 200 },
  })
}

run('ip', 'link', 'add', bridge, 'type', 'bridge')
run('ip', 'link', 'set', bridge, 'up')
await product.start()
try {
  await product.login()
  const rootfs = (vmid: number) => join(product.root, 'var/lib/lxc', String(vmid), 'rootfs')
  addFolderContainer(product, 100, ['unprivileged: 1'], 100_000)
  await judge('an unprivileged container in a folder', 100, () =>
    run('mount', '--bind', join(volumeFolder(product, 100), 'subvol-100-disk-0.subvol'), rootfs(100)),
  )
  addImageContainer(product, 101, [`net0: name=eth0,bridge=${bridge},hwaddr=BC:24:11:00:00:01`])
  const bare = await judge('a container in an image, with a card on a bridge', 101, () =>
    run('mount', '-o', 'loop', join(volumeFolder(product, 101), 'vm-101-disk-0.raw'), rootfs(101)),
  )
  await startMany(bare)
} finally {
  await product.destroy()
  run('ip', 'link', 'del', bridge)
}
verdicts.exit()
