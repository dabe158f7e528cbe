/** The boot sector guest in a running product: VM 100 counts on its serial port, and on its disk, eighteen times a second. */
import assert from 'node:assert/strict'
import { randomFillSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { bootSector, lastCounter } from '../../packages/qemu/src/testing/boot-sector-guest.ts'
import type { Product } from '../product.ts'

export const countingVm = '/nodes/pve/qemu/100'

/** Makes and starts it. `filledMiB` of its memory hold random data, so that saving it takes a while. */
export async function startCountingGuest(product: Product, filledMiB: number): Promise<void> {
  const image = Buffer.alloc(1 << 20)
  image.set(bootSector())
  writeFileSync(join(product.root, 'boot.raw'), image)
  writeFileSync(join(product.root, 'fill'), randomFillSync(Buffer.alloc(filledMiB << 20)))
  const made = await product.task('POST', '/nodes/pve/qemu', {
    vmid: 100,
    kvm: 0,
    memory: filledMiB + 64,
    virtio0: `local:0,import-from=${join(product.root, 'boot.raw')},format=qcow2`,
    boot: 'order=virtio0',
    serial0: 'socket',
    args: `-device loader,file=${join(product.root, 'fill')},addr=0x1000000,force-raw=on`,
  })
  assert.equal(made, 'OK')
  assert.equal(await product.task('POST', `${countingVm}/status/start`), 'OK')
}

/** What the guest prints next: the first counter of at least `least`. */
export async function nextCounter(product: Product, least = 0): Promise<number> {
  const socket = connect(join(product.root, 'run/qemu-server/100.serial0'))
  let text = ''
  try {
    for await (const chunk of socket) {
      text += String(chunk)
      const found = lastCounter(text)
      if (found !== undefined && found >= least) return found
    }
    throw new Error(`the guest ended: ${text}`)
  } finally {
    socket.destroy()
  }
}
