import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findProgram, realHost, rootAt } from '@quorate/host'
import { capabilitiesOf } from './known-capabilities.ts'

test('QEMU is asked once what it offers, and again when what was kept cannot be read', async t => {
  const binary = findProgram('qemu-system-x86_64')
  if (!binary) return t.skip('QEMU is not installed')
  const folder = await mkdtemp(join(tmpdir(), 'caps-'))
  t.after(() => rm(folder, { recursive: true }))
  const real = realHost(rootAt(folder, 'pve'))
  let asked = 0
  const host: typeof real = { ...real, exec: (...call) => (asked++, real.exec(...call)) }

  const offered = await capabilitiesOf(host, binary)()
  assert.match(offered.version, /^\d+\.\d+\.\d+$/)
  assert.ok(offered.machines.some(machine => machine.alias === 'q35'))
  for (const device of ['virtio-net-pci', 'scsi-hd', 'VGA']) assert.ok(offered.devices.includes(device), device)
  assert.ok(offered.properties['virtio-net-pci']?.includes('host_mtu'))
  assert.ok(offered.aio.includes('threads') && offered.blockDrivers.includes('qcow2') && offered.accelerators.includes('tcg'))

  const known = capabilitiesOf(host, binary)
  assert.deepEqual(await known(), offered)
  await known()
  assert.equal(asked, 1)
  const file = (await readdir(real.root.state))[0] as string
  await writeFile(join(real.root.state, file), '{"form":')
  assert.deepEqual(await capabilitiesOf(host, binary)(), offered)
  assert.equal(asked, 2)
})

test('a program that is not there is named', async () => {
  const host = realHost(rootAt(tmpdir(), 'pve'))
  await assert.rejects(capabilitiesOf(host, '/nowhere/qemu')(), { message: /^\/nowhere\/qemu is not installed on node pve/ })
})
