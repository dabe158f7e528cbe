// Containers beside the bare tools: creation from a template beside tar, and a hundred started at once.
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { busyboxTemplate, debianTemplate } from '../guests/container-template.ts'
import { Product } from '../product.ts'
import { followEvents } from './follow-events.ts'
import { memoryOf, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 5
const hundred = 100
/** Size of the template that the budget speaks of. */
const templateBytes = 60_000_000
const mebibyte = 2 ** 20

const verdicts = new Verdicts()
const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-bench-'))
const containers = `/nodes/${product.node}/lxc`
const milliseconds = (begun: number) => performance.now() - begun
const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })

/** A template of the wanted size: Debian, and random data for what it lacks. */
async function bigTemplate(): Promise<string> {
  const { path } = await debianTemplate()
  const name = 'debian-12-bench_12-1_amd64.tar.zst'
  const target = join(product.root, 'var/lib/vz/template/cache', name)
  const lacking = Math.max(0, templateBytes - statSync(path).size)
  const folder = join(scratch, 'more')
  mkdirSync(join(folder, 'srv'), { recursive: true })
  run('dd', 'if=/dev/urandom', `of=${folder}/srv/random`, 'bs=1000000', `count=${Math.ceil(lacking / 1e6)}`, 'status=none')
  const plain = join(scratch, 'template.tar')
  run('zstd', '-q', '-d', '-f', '-o', plain, path)
  run('tar', '--append', '-f', plain, '-C', folder, '--owner=0', '--group=0', './srv/random')
  run('zstd', '-q', '-f', '-o', target, plain)
  rmSync(plain)
  return `local:vztmpl/${name}`
}

/** What a person would do by hand: a fresh image, a file system, the archive in it. */
function bareUnpack(template: string): number {
  const image = join(scratch, 'bare.raw')
  const folder = join(scratch, 'bare')
  mkdirSync(folder, { recursive: true })
  const begun = performance.now()
  writeFileSync(image, '')
  truncateSync(image, 4 * 2 ** 30)
  run('mkfs.ext4', '-q', '-F', image)
  run('mount', '-o', 'loop', image, folder)
  try {
    run('tar', '--zstd', '-xpf', template, '-C', folder, '--numeric-owner', '--xattrs', '--xattrs-include=*', '--exclude=./dev/*')
  } finally {
    run('umount', folder)
  }
  const took = milliseconds(begun)
  rmSync(image)
  return took
}

async function creation(): Promise<void> {
  const template = await bigTemplate()
  const file = join(product.root, 'var/lib/vz/template/cache', template.split('/')[1] as string)
  // Asking again and again would take the processor from what is measured.
  using events = await followEvents(product)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    const over = events.next(({ type, id, value }) => type === 'task' && id.includes(':vzcreate:900:') && value?.endtime !== undefined)
    const upid = await product.ok('POST', containers, { vmid: 900, ostemplate: template, rootfs: 'local:4', hostname: 'bench' })
    await over
    ours.push(milliseconds(begun))
    const exit = await product.taskEnd(upid)
    if (exit !== 'OK') throw new Error(`create: ${exit}`)
    bare.push(bareUnpack(file))
    await product.task('DELETE', `${containers}/900`)
  }
  verdicts.judge({
    what: `container from a template of ${Math.round(statSync(file).size / 1e6)} MB (zstd) on a folder`,
    value: median(ours),
    unit: 'ms',
    floor: { name: 'mkfs.ext4 and tar -x by hand', value: median(bare) },
    budget: { atMost: 1.3, of: 'ratio' },
  })
}

function monitor(vmid: number): number {
  return Number(readFileSync(join(product.root, 'run/lxc', `${vmid}.pid`), 'utf8'))
}

async function useTemplate({ path, name }: { readonly path: string; readonly name: string }): Promise<string> {
  const target = join(product.root, 'var/lib/vz/template/cache', name)
  if (!existsSync(target)) copyFileSync(path, target)
  return `local:vztmpl/${name}`
}

function ourMemory(): number {
  return productProcesses(product.pid).reduce((sum, { pid }) => sum + memoryOf(pid).anonymous, 0)
}

/** MiB of LXC's monitors and of lxcfs, as far as they are their own. */
function helperMemory(vmids: readonly number[]): number {
  return vmids.reduce((sum, vmid) => sum + memoryOf(monitor(vmid)).pss, 0)
}

async function manyAtOnce(): Promise<void> {
  const name = await useTemplate(await busyboxTemplate())
  const vmids = Array.from({ length: hundred }, (_, at) => 1000 + at)
  await product.task('POST', containers, { vmid: 1000, ostemplate: name, rootfs: 'local:0.05', ostype: 'unmanaged', memory: 64, onboot: 1 })
  for (const vmid of vmids.slice(1)) await product.task('POST', `${containers}/1000/clone`, { newid: vmid, full: 1 })
  const before = ourMemory()
  const begun = performance.now()
  const upids = await Promise.all(vmids.map(vmid => product.ok('POST', `${containers}/${vmid}/status/start`)))
  const ends = await Promise.all(upids.map(upid => product.taskEnd(upid, 300_000)))
  const took = milliseconds(begun)
  const failed = ends.filter(end => end !== 'OK')
  const running = (await product.ok('GET', containers)).filter((one: { status: string }) => one.status === 'running').length
  console.log(`${hundred} containers started at once: ${running} run, ${failed.length} failed, after ${(took / 1000).toFixed(1)} s`)
  verdicts.judge({
    what: `containers that run of ${hundred} started at once`,
    value: running,
    unit: '',
    floor: { name: 'all', value: hundred },
    budget: { atLeast: hundred },
  })
  verdicts.judge({
    what: 'memory for each container beside its own processes',
    value: (helperMemory(vmids) + Math.max(0, ourMemory() - before)) / hundred,
    unit: 'MiB',
    floor: { name: "LXC's monitor alone", value: helperMemory(vmids) / hundred },
    budget: { atMost: (5 * 1e6) / mebibyte },
  })
}

try {
  await product.start()
  await product.login()
  mkdirSync(join(product.root, 'var/lib/vz/template/cache'), { recursive: true })
  await creation()
  await manyAtOnce()
} finally {
  await product.destroy()
  rmSync(scratch, { recursive: true, force: true })
}
verdicts.exit()
