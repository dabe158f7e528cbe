import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrialMachine } from '../testing/trial-machine.ts'

const config = `agent: 1
ide2: none,media=cdrom
memory: 32
scsi0: local:100/vm-100-disk-0.raw,size=1M
unused0: local:100/vm-100-disk-1.raw
`

/** Everything that changes a guest or its run, but for what a lock is taken away with. */
const changes: readonly [method: string, path: string, parameters?: Record<string, unknown>][] = [
  ['POST', '/{vmid}/status/start'],
  ['POST', '/{vmid}/status/stop'],
  ['POST', '/{vmid}/status/shutdown'],
  ['POST', '/{vmid}/status/reboot'],
  ['POST', '/{vmid}/status/reset'],
  ['POST', '/{vmid}/status/suspend'],
  ['POST', '/{vmid}/status/suspend', { todisk: true }],
  ['POST', '/{vmid}/status/resume'],
  ['PUT', '/{vmid}/config', { name: 'a' }],
  ['POST', '/{vmid}/config', { name: 'a' }],
  ['PUT', '/{vmid}/unlink', { idlist: 'scsi0' }],
  ['PUT', '/{vmid}/resize', { disk: 'scsi0', size: '+1M' }],
  ['POST', '/{vmid}/move_disk', { disk: 'scsi0', storage: 'second' }],
  ['POST', '/{vmid}/move_disk', { disk: 'unused0', 'target-vmid': 101 }],
  ['POST', '/{vmid}/snapshot', { snapname: 'one' }],
  ['DELETE', '/{vmid}/snapshot/{snapname}', { snapname: 'before' }],
  ['POST', '/{vmid}/snapshot/{snapname}/rollback', { snapname: 'before' }],
  ['POST', '/{vmid}/clone', { newid: 200 }],
  ['POST', '/{vmid}/template'],
  ['DELETE', '/{vmid}'],
]

test('a locked guest refuses every change and says by what it is locked', async () => {
  await using machine = await TrialMachine.create()
  const path = (vmid: number) => `nodes/pve/qemu-server/${vmid}.conf`
  await machine.store.commit(
    [
      { op: 'write', path: path(100), text: `lock: backup\n${config}parent: before\n\n[before]\nmemory: 32\nsnaptime: 1\n` },
      { op: 'write', path: path(101), text: 'memory: 32\n' },
    ],
    { authid: 'root@pam' },
  )
  const before = machine.config(100)
  for (const [method, suffix, parameters] of changes) {
    await assert.rejects(
      machine.request(method, suffix, { vmid: 100, ...parameters }),
      { message: 'VM is locked (backup)' },
      `${method} ${suffix} ${JSON.stringify(parameters ?? {})}`,
    )
  }
  assert.equal(machine.config(100), before)
})

test('a protected guest keeps its disks and itself', async () => {
  await using machine = await TrialMachine.create()
  const path = (vmid: number) => `nodes/pve/qemu-server/${vmid}.conf`
  await machine.store.commit(
    [
      { op: 'write', path: path(100), text: `protection: 1\n${config}` },
      { op: 'write', path: path(101), text: 'memory: 32\n' },
    ],
    { authid: 'root@pam' },
  )
  for (const [method, suffix, parameters] of [
    ['DELETE', '/{vmid}'],
    ['PUT', '/{vmid}/config', { delete: 'scsi0' }],
    ['PUT', '/{vmid}/config', { delete: 'unused0' }],
    ['PUT', '/{vmid}/unlink', { idlist: 'scsi0', force: true }],
    ['POST', '/{vmid}/move_disk', { disk: 'unused0', 'target-vmid': 101, 'target-disk': 'scsi1' }],
  ] as const) {
    await assert.rejects(machine.request(method, suffix, { vmid: 100, ...parameters }), /protection mode enabled/, `${method} ${suffix}`)
  }
  await machine.request('PUT', '/{vmid}/config', { vmid: 100, name: 'still-mine' })
  assert.match(machine.config(100), /^name: still-mine$/m)
})
