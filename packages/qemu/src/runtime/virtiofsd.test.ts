import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import type { SharedFolderPlan } from '../plan/vm-plan.ts'
import { startVirtiofsd, stopAllVirtiofsd, virtiofsCommand } from './virtiofsd.ts'

const run = '/fake/run/qemu-server'
const shared: SharedFolderPlan = {
  key: 'virtiofs0',
  tag: 'data',
  folder: '/srv/data',
  socket: `${run}/100.virtiofs0.sock`,
  cache: 'never',
  directIo: true,
  attributes: true,
  acl: true,
}

function machine(program: string) {
  const host = fakeHost()
  host.files.put(program, '')
  host.files.put('/srv/data/file', '')
  return host
}

test('each of the two programs is asked in its own words', async () => {
  const newer = await virtiofsCommand(machine('/usr/libexec/virtiofsd'), shared)
  assert.deepEqual(newer, {
    program: '/usr/libexec/virtiofsd',
    args: [
      `--socket-path=${shared.socket}`,
      '--shared-dir=/srv/data',
      '--cache=never',
      '--announce-submounts',
      '--inode-file-handles=prefer',
      '--allow-direct-io',
      '--xattr',
      '--posix-acl',
    ],
  })
  const older = await virtiofsCommand(machine('/usr/lib/qemu/virtiofsd'), shared)
  assert.equal(
    older.args.join(' '),
    `-f --socket-path=${shared.socket} -o source=/srv/data -o cache=none -o announce_submounts -o allow_direct_io -o xattr -o posix_acl`,
  )
  const plain = await virtiofsCommand(machine('/usr/lib/qemu/virtiofsd'), {
    ...shared,
    cache: 'auto',
    directIo: false,
    attributes: false,
    acl: false,
  })
  assert.equal(plain.args.join(' '), `-f --socket-path=${shared.socket} -o source=/srv/data -o cache=auto -o announce_submounts`)
})

test('what no installed program can do is refused', async () => {
  await assert.rejects(virtiofsCommand(fakeHost(), shared), /^Failure: virtiofs0: virtiofsd is not installed on this node/)
  const host = machine('/usr/lib/qemu/virtiofsd')
  await assert.rejects(virtiofsCommand(host, { ...shared, cache: 'metadata' }), /cache=metadata needs the package virtiofsd/)
  await assert.rejects(virtiofsCommand(host, { ...shared, folder: '/srv/a,xattr' }), /has a comma in its name/)
})

test('a program that ends at once is told with its last words, and one whose guest is gone is ended', async () => {
  const host = machine('/usr/lib/qemu/virtiofsd')
  const pidfile = `${run}/100.virtiofs0.pid`
  host.files.put(`${run}/.keep`, '')
  host.programs.script('start-stop-daemon', args => {
    host.files.put(args[args.indexOf('--output') + 1] as string, 'starting\ncannot chroot\n')
    host.files.put(pidfile, '999')
  })
  await assert.rejects(startVirtiofsd(host, 100, shared), /^Failure: virtiofs0: virtiofsd does not serve \/srv\/data: cannot chroot$/)
  const pid = host.processes.spawn(['/usr/lib/qemu/virtiofsd', '-f', `--socket-path=${shared.socket}`])
  const other = host.processes.spawn(['/usr/lib/qemu/virtiofsd', '-f', `--socket-path=${run}/1001.virtiofs0.sock`])
  host.files.put(pidfile, String(pid))
  host.files.put(`${run}/1001.virtiofs0.pid`, String(other))
  await stopAllVirtiofsd(host, 100)
  assert.deepEqual([host.processes.alive(pid), host.processes.alive(other)], [false, true])
})
