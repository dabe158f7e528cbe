/** A folder of the host in a guest, whole: mapped, served by virtiofsd, mounted by a real Linux, gone without a trace. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { buildInitrd, kernelVersion } from '../guests/boot-parts.ts'
import { Product } from '../product.ts'

const product = new Product()
const vm = (vmid: number) => `/nodes/${product.node}/qemu/${vmid}`
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

const init = `#!/bin/sh
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
while read m; do insmod /modules/$m; done < /modules/list
mkdir /shared /second
mount -t virtiofs data /shared
mount -t virtiofs second /second
cp /shared/question /second/answer
mkdir /shared/made
while [ ! -e /shared/leave ]; do usleep 50000; done
poweroff -f
`

/** Command lines of all processes that name a file of this root's runs. */
function processesOfRuns(): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      const file = `/proc/${pid}/cmdline`
      try {
        const line = readFileSync(file, 'latin1').replaceAll('\0', ' ')
        return line.includes(join(product.root, 'run/qemu-server')) ? [line] : []
      } catch {
        return []
      }
    })
}

async function until(what: string, holds: () => boolean, seconds = 60): Promise<void> {
  for (let tries = 0; tries < seconds * 20; tries += 1) {
    if (holds()) return
    await pause(50)
  }
  assert.fail(`${what} did not happen within ${seconds} s`)
}

const folders: Record<string, string> = {}

before(async () => {
  await product.start()
  await product.login()
  for (const id of ['data', 'second']) {
    folders[id] = join(product.root, 'srv', id)
    mkdirSync(folders[id], { recursive: true })
    await product.ok('POST', '/cluster/mapping/dir', { id, map: `node=${product.node},path=${folders[id]}` })
  }
  const kernel = kernelVersion()
  const initrd = buildInitrd(product.root, kernel, ['virtio_pci', 'virtiofs'], init)
  const args = `-kernel /boot/vmlinuz-${kernel} -initrd ${initrd} -append 'console=ttyS0 quiet'`
  const settings = {
    vmid: 100,
    memory: 192,
    kvm: 0,
    vga: 'none',
    serial0: 'socket',
    args,
    virtiofs0: 'data',
    virtiofs3: 'dirid=second,cache=never',
  }
  assert.equal(await product.task('POST', `/nodes/${product.node}/qemu`, settings), 'OK')
})
after(() => product.destroy())

test('a guest reads and writes folders of the host, and nothing is left of them when it has ended', async () => {
  writeFileSync(join(folders['data']!, 'question'), 'from the host')
  assert.equal(await product.task('POST', `${vm(100)}/status/start`), 'OK')
  await until('the guest answering', () => existsSync(join(folders['data']!, 'made')))
  assert.equal(readFileSync(join(folders['second']!, 'answer'), 'utf8'), 'from the host')
  writeFileSync(join(folders['data']!, 'leave'), '')
  await until('the guest leaving', () => processesOfRuns().length === 0)
  await until('the run being cleaned up', () => readdirSync(join(product.root, 'run/qemu-server')).length === 0, 10)
})

test('a start that fails leaves no virtiofsd behind', async () => {
  await product.ok('PUT', `${vm(100)}/config`, { args: '-device no-such-device' })
  assert.match(await product.task('POST', `${vm(100)}/status/start`), /no-such-device/)
  assert.deepEqual(processesOfRuns(), [])
  assert.deepEqual(readdirSync(join(product.root, 'run/qemu-server')), [])
})

test('what a guest cannot have is refused in one sentence before anything is started', async () => {
  const refused = async (settings: Record<string, unknown>, message: RegExp) => {
    await product.ok('PUT', `${vm(100)}/config`, { delete: 'args', ...settings })
    assert.match(await product.task('POST', `${vm(100)}/status/start`), message)
    assert.deepEqual(processesOfRuns(), [])
  }
  await refused({ virtiofs3: 'nowhere' }, /virtiofs3 cannot be used: directory mapping 'nowhere' does not exist/)
  await product.ok('PUT', '/cluster/mapping/dir/second', { map: `node=${product.node},path=/nonexistent/folder` })
  await refused({ virtiofs3: 'second' }, /virtiofs3: \/nonexistent\/folder, which 'second' stands for, is no folder/)
  await refused(
    { delete: 'virtiofs0,virtiofs3', hostpci0: '0000:fe:1f.7' },
    /hostpci0 cannot be passed through: there is no PCI device at 0000:fe:1f.7/,
  )
  if (existsSync('/sys/bus/pci/devices/0000:00:01.0') && readdirSync('/sys/kernel/iommu_groups').length === 0) {
    await refused(
      { hostpci0: '00:01.0' },
      /hostpci0 cannot be passed through: PCI device 0000:00:01.0 is in no IOMMU group: turn on the IOMMU/,
    )
  }
})
