import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { guestPath } from '@quorate/guest'
import { TrialMachine } from '../testing/trial-machine.ts'

const path = guestPath({ kind: 'qemu', node: 'pve', vmid: 100 })

/** What a start says with each config, of which nothing may be left behind. */
const refusals: [config: string, says: RegExp][] = [
  ['kvm: 0\nnet0: virtio=BC:24:11:00:00:01,bridge=vmbr77\n', /^net0: bridge 'vmbr77' does not exist on node pve/],
  ['kvm: 0\nscsi2: local:100/vm-100-disk-7.qcow2,size=1G\n', /^scsi2: volume 'local:100\/vm-100-disk-7\.qcow2' does not exist on node pve/],
  ['kvm: 0\nide2: local:iso/gone.iso,media=cdrom\n', /^ide2: volume 'local:iso\/gone\.iso' does not exist on node pve/],
  ['kvm: 0\nvirtio0: nowhere:100/a.raw\n', /^virtio0: volume 'nowhere:100\/a\.raw' cannot be used: storage 'nowhere' does not exist/],
  ['kvm: 0\nsata0: /nowhere/disk.img\n', /^sata0: '\/nowhere\/disk\.img' does not exist on node pve/],
  ['kvm: 0\nmachine: pc-q35-99.1+pve1\n', /^machine: QEMU \d[\d.]* on this node does not offer 'pc-q35-99\.1\+pve1', which is newer/],
  ['kvm: 0\nserial1: /dev/ttyS99\n', /^serial1: there is no device '\/dev\/ttyS99' on node pve/],
  ['kvm: 0\nparallel0: /dev/parport9\n', /^parallel0: there is no device '\/dev\/parport9' on node pve/],
  ['kvm: 0\ncpu: custom-mine\n', /^cpu: there is no custom model 'mine'/],
  ['kvm: 0\ncpu: qemu64,flags=+nonsense\n', /^cpu: QEMU \d[\d.]* on node pve does not know 'nonsense'/],
  ['kvm: 0\nscsi0: local:100/a.raw,cache=sometimes\n', /^config of VM 100: scsi0\.cache: value 'sometimes'/],
]

test('what cannot be started says so in one sentence with its key, and leaves nothing behind', { timeout: 60_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  for (const [text, says] of refusals) {
    await machine.store.update(path, { authid: 'root@pam' }, () => text)
    assert.match(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }).then(String), says, text)
    assert.equal(machine.config(100), text)
    const left = await readdir(`${machine.folder}/run/qemu-server`).catch(() => [])
    assert.deepEqual(
      left.filter(name => name.startsWith('100.')),
      [],
    )
  }
})

test('a custom CPU model of the config tree is used', { timeout: 60_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  await machine.store.update(
    'virtual-guest/cpu-models.conf',
    { authid: 'root@pam' },
    () => 'cpu-model: mine\n\treported-model Haswell\n\tflags -x2apic\n',
  )
  await machine.store.update(path, { authid: 'root@pam' }, () => 'cpu: custom-mine,flags=+aes\nkvm: 0\nmemory: 32\n')
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const command = await machine.request('GET', '/{vmid}/showcmd', { vmid: 100 })
  assert.match(String(command), /-cpu Haswell,-x2apic,\+aes /)
})
