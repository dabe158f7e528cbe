// How long a linked clone takes through the API, and a disk of a running machine beside qemu-img's copy of the same.
import { execFileSync } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Product } from '../product.ts'
import { median, Verdicts } from './verdicts.ts'

const clones = 9
const moves = 5
const gib = 2 ** 30
const verdicts = new Verdicts()
const product = new Product()
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`

/** Milliseconds of a task from the request to its end. */
async function taskTime(path: string, body: Readonly<Record<string, unknown>>): Promise<number> {
  const begun = performance.now()
  const upid = await product.ok('POST', path, body)
  for (;;) {
    const { status, exitstatus } = await product.ok('GET', `/nodes/${product.node}/tasks/${upid}/status`)
    if (status !== 'stopped') continue
    if (exitstatus !== 'OK') throw new Error(`${path}: ${exitstatus}`)
    return performance.now() - begun
  }
}

function timed(program: string, args: readonly string[]): number {
  const begun = performance.now()
  execFileSync(program, args)
  return performance.now() - begun
}

async function linkedClones(): Promise<void> {
  await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 100, scsi0: 'local:32,format=qcow2', net0: 'virtio' })
  await product.task('POST', `${vm(100)}/template`)
  const images = join(product.root, 'var/lib/vz/images')
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < clones; round += 1) {
    ours.push(await taskTime(`${vm(100)}/clone`, { newid: 200 + round }))
    const over = ['-b', join(images, '100/base-100-disk-0.qcow2'), '-F', 'qcow2', join(images, 'over.qcow2')]
    bare.push(timed('qemu-img', ['create', '-q', '-f', 'qcow2', ...over]))
  }
  verdicts.judge({
    what: 'a linked clone of a VM with a 32 GiB qcow2 disk, from the request to the end of its task',
    value: median(ours),
    unit: 'ms',
    floor: { name: 'qemu-img create of its disk', value: median(bare) },
    budget: { atMost: 300 },
  })
}

/** 8 GiB with a gibibyte of data in sixteen places. */
function writeSource(path: string): void {
  const file = openSync(path, 'w')
  const piece = Buffer.alloc(gib / 16)
  for (let at = 0; at < 16; at += 1) writeSync(file, randomFillSync(piece), 0, piece.length, at * (gib / 2))
  ftruncateSync(file, 8 * gib)
  closeSync(file)
}

async function liveMoves(): Promise<void> {
  const second = join(product.root, 'second')
  const source = join(product.root, 'source.raw')
  mkdirSync(second)
  writeSource(source)
  await product.ok('POST', '/storage', { storage: 'second', type: 'dir', path: second, content: 'images' })
  const disk = { scsi0: `local:0,import-from=${source},format=qcow2`, scsihw: 'virtio-scsi-single', kvm: 0, memory: 64 }
  await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 101, ...disk })
  rmSync(source)
  await product.task('POST', `${vm(101)}/status/start`)
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < moves; round += 1) {
    const there = String((await product.ok('GET', `${vm(101)}/config`)).scsi0).split(',')[0] ?? ''
    const { path } = await product.ok(
      'GET',
      `/nodes/${product.node}/storage/${there.slice(0, there.indexOf(':'))}/content/${encodeURIComponent(there)}`,
    )
    const copy = join(second, 'copy.qcow2')
    const how = ['-t', 'writeback', '-o', 'preallocation=metadata', '-f', 'qcow2', '-O', 'qcow2']
    // What one of them leaves to be written must not be the other's to wait for.
    execFileSync('sync')
    bare.push(timed('qemu-img', ['convert', '-U', ...how, path, copy]))
    rmSync(copy)
    execFileSync('sync')
    const storage = there.startsWith('local:') ? 'second' : 'local'
    ours.push(await taskTime(`${vm(101)}/move_disk`, { disk: 'scsi0', storage, delete: 1 }))
  }
  verdicts.judge({
    what: 'a move of an 8 GiB disk with 1 GiB of data while its VM runs',
    value: median(ours),
    unit: 'ms',
    floor: { name: 'qemu-img convert of the same', value: median(bare) },
    budget: { atMost: 1.3, of: 'ratio' },
  })
}

await product.start()
try {
  await product.login()
  await linkedClones()
  await liveMoves()
} finally {
  await product.destroy()
}
verdicts.exit()
