import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { parseGuestConfig } from '@quorate/guest'
import { permissionFailure } from '@quorate/schema'
import { checkRestoredAccess } from './check-restored-access.ts'

function callBy(...grants: string[]): Call {
  const may: Call['may'] = (path, ...anyOf) => anyOf.some(name => grants.includes(`${path} ${name}`))
  return {
    caller: { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '::1' },
    node: 'pve',
    signal: new AbortController().signal,
    may,
    authorize(path, ...all) {
      if (!all.every(name => may(path, name))) throw permissionFailure(path, all)
    },
  }
}

const section = (...lines: string[]) => parseGuestConfig(lines.map(line => `${line}\n`).join('')).current
const check = (call: Call, present: string[], restored: string[]) =>
  checkRestoredAccess(call, 100, section(...present), section(...restored))
const nobody = callBy()
const root: Call = { ...nobody, caller: { ...nobody.caller, root: true } }

test('what the VM still has, and what belongs to it, comes back for everybody', () => {
  check(
    nobody,
    ['hostpci0: 0000:01:00.0', 'net0: virtio=AA:BB:CC:00:11:22,bridge=vmbr0,tag=5', 'args: -S', 'ide2: none,media=cdrom', 'memory: 512'],
    [
      'hostpci0: 0000:01:00.0',
      'net0: e1000=AA:BB:CC:00:11:33,firewall=1,tag=5,bridge=vmbr0',
      'args: -S',
      'ide2: local:iso/a.iso,media=cdrom',
      'scsi0: local:100/vm-100-disk-0.qcow2',
      'memory: 1024',
      'serial0: socket',
    ],
  )
})

test('what was taken from the VM comes back only by who could give it', () => {
  for (const line of [
    'hostpci0: 0000:01:00.0',
    'hostpci0: mapping=gpu',
    'usb0: host=1-2',
    'serial0: /dev/ttyS0',
    'parallel0: /dev/usb/lp0',
    'virtiofs0: data',
    'ivshmem: size=8,name=other',
    'net0: virtio=AA:BB:CC:00:11:22,bridge=vmbr1',
    'args: -device edu',
    'hookscript: local:snippets/a.sh',
    'scsi1: /dev/sdb',
    'ide2: cdrom,media=cdrom',
    'scsi1: local:101/vm-101-disk-0.qcow2',
  ]) {
    for (const present of [[], [line.replace(/: .*/, ': net=else')]]) {
      assert.throws(() => check(nobody, present, [line]), { status: 403 }, line)
      check(root, present, [line])
    }
  }
  check(callBy('/mapping/pci/gpu Mapping.Use'), [], ['hostpci0: mapping=gpu'])
  check(callBy('/sdn/zones/localnetwork/vmbr1 SDN.Use'), [], ['net0: virtio,bridge=vmbr1'])
  check(callBy('/storage/local Datastore.Allocate'), [], ['scsi1: local:101/vm-101-disk-0.qcow2'])
})
