import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakeConnection } from '../../testing/fake-connection.ts'
import { FakeTerminal } from '../../testing/fake-terminal.ts'
import { runSpecial } from '../../testing/run-special.ts'
import { accessMode } from './access-mode.ts'

const ct = '/nodes/localhost/lxc/100'

/** Keeps what it was asked for. */
function recording(answers: Readonly<Record<string, unknown>>) {
  const given: unknown[] = []
  const replies = Object.fromEntries(
    Object.entries(answers).map(([key, data]) => [
      key,
      (parameters: unknown) => {
        given.push(parameters)
        return data
      },
    ]),
  )
  return { given, connection: new FakeConnection(replies) }
}

test('a program runs on this terminal, with its options and its exit code', async () => {
  const { connection, given } = recording({
    [`GET ${ct}/attach-command`]: { program: '/usr/bin/lxc-attach', arguments: ['-n', '100', '--'] },
  })
  const terminal = new FakeTerminal()
  terminal.exitCode = 7
  assert.equal((await runSpecial('pct exec 100 -- ls -l --help', connection, terminal)).code, 7)
  assert.equal((await runSpecial('pct exec 100 ls -l', connection, terminal)).code, 7)
  await runSpecial('pct exec 100 --keep-env 1 -- env', connection, terminal)
  await runSpecial('pct enter 100', connection, terminal)
  const attach = ['/usr/bin/lxc-attach', '-n', '100', '--']
  assert.deepEqual(terminal.programs, [[...attach, 'ls', '-l', '--help'], [...attach, 'ls', '-l'], [...attach, 'env'], attach])
  assert.deepEqual(given, [
    { 'keep-env': 0, program: 'ls' },
    { 'keep-env': 0, program: 'ls' },
    { 'keep-env': 1, program: 'env' },
    { 'keep-env': 0 },
  ])
  await assert.rejects(runSpecial('pct exec 100', connection, terminal), /not enough arguments|the program to run is missing/)
})

test('a file is pushed with whom it is to belong to', async () => {
  const { connection, given } = recording({ [`POST ${ct}/file-upload`]: null })
  const terminal = new FakeTerminal({ files: { '/tmp/a b': 'content', '-': 'typed' } })
  await runSpecial('pct push 100 - /etc/motd', connection, terminal)
  await runSpecial('pct push 100 - /etc/motd --user bob --group staff --perms 644', connection, terminal)
  assert.deepEqual(given, [
    { file: '/etc/motd', filename: 'typed' },
    { file: '/etc/motd', user: 'bob', group: 'staff', perms: '0644', filename: 'typed' },
  ])
})

test('a file is pulled to a file of this machine', async () => {
  const { connection, given } = recording({ [`GET ${ct}/file-download`]: 'content' })
  const { terminal } = await runSpecial('pct pull 100 /etc/motd /tmp/motd --perms 0x1a4 --user root', connection)
  assert.deepEqual(given, [{ file: '/etc/motd' }])
  assert.deepEqual(terminal.files, { '/tmp/motd': 'content' })
  assert.deepEqual(terminal.owned, { '/tmp/motd': { user: 'root', group: undefined, mode: 0o644 } })
})

test('an access mode is octal, or hexadecimal behind 0x', () => {
  assert.deepEqual(['644', '0644', '0x1a4', '4755', '00755'].map(accessMode), [0o644, 0o644, 0o644, 0o4755, 0o755])
  for (const bad of ['9', '77777', '0xfff1', 'rwx', '']) assert.throws(() => accessMode(bad), /is no access mode/, bad)
})

test('processors of running containers stand in columns', async () => {
  const rows = [
    { vmid: 1000, status: 'running' },
    { vmid: 100, status: 'running' },
    { vmid: 101, status: 'stopped' },
    { vmid: 102, status: 'running' },
  ]
  const cpus: Readonly<Record<number, number[]>> = { 100: [0, 10], 1000: [1] }
  const connection = new FakeConnection({
    'GET /nodes/localhost/lxc': rows,
    ...Object.fromEntries(
      [100, 102, 1000].map(vmid => [`GET /nodes/localhost/lxc/${vmid}/cpuset`, cpus[vmid] ? { cpus: cpus[vmid] } : {}]),
    ),
  })
  const { terminal } = await runSpecial('pct cpusets', connection)
  assert.deepEqual(terminal.output.split('\n'), [
    '--------------------------------------',
    ' 100:  0                            10',
    '1000:     1',
    '--------------------------------------',
    '',
  ])
})
