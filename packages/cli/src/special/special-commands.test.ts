import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FakeConnection } from '../testing/fake-connection.ts'
import { FakeTerminal } from '../testing/fake-terminal.ts'
import { runSpecial } from '../testing/run-special.ts'
import { escapeByte } from './qm/terminal.ts'

const vm = '/nodes/localhost/qemu/100'

test('wait ends when an event shows that the VM is stopped', async () => {
  let status = 'running'
  const connection = new FakeConnection({ [`GET ${vm}/status/current`]: () => ({ status }) })
  const waiting = runSpecial('qm wait 100', connection)
  await new Promise(resolve => setImmediate(resolve))
  connection.push({ type: 'guest', data: { id: '101' } })
  status = 'stopped'
  connection.push({ type: 'guest', data: { id: '100' } })
  assert.equal((await waiting).code, 0)
  assert.equal(connection.asked.length, 2)
})

test('unlock takes the lock out of the config', async () => {
  let given: unknown
  await runSpecial('qm unlock 100', new FakeConnection({ [`PUT ${vm}/config`]: (parameters: unknown) => void (given = parameters) }))
  assert.deepEqual(given, { delete: 'lock', skiplock: 1 })
})

test('a program in the guest is asked for until it has ended', async () => {
  const answers = [{ exited: 0 }, { exited: 1, exitcode: 3, 'out-data': 'hello\n' }]
  const connection = new FakeConnection({
    [`POST ${vm}/agent/exec`]: ({ command }: { command: string[] }) => {
      assert.deepEqual(command, ['ls', '-l'])
      return { pid: 7 }
    },
    [`GET ${vm}/agent/exec-status`]: () => answers.shift(),
  })
  const { code, terminal } = await runSpecial('qm guest exec 100 -- ls -l', connection)
  assert.equal(code, 0)
  assert.deepEqual(JSON.parse(terminal.output), { exited: 1, exitcode: 3, 'out-data': 'hello\n' })
})

test('the monitor passes lines on until quit, and ends with 1 when the last one failed', async () => {
  const monitor = ({ command }: { command: string }) => (command === 'info name' ? 'web\r\n' : `did ${command}`)
  const terminal = new FakeTerminal({ typed: ['info status', '', 'quit', 'never'] })
  const { code } = await runSpecial('qm monitor 100', new FakeConnection({ [`POST ${vm}/monitor`]: monitor }), terminal)
  assert.equal(code, 0)
  assert.equal(terminal.output, "Entering QEMU Monitor for VM 100 - type 'help' for help\ndid info status\n")
})

test('all second factors of a user are removed, or the one that is named', async () => {
  const connection = new FakeConnection({
    'GET /access/tfa/ann%40pve': [
      { id: 'a', type: 'totp' },
      { id: 'b', type: 'recovery' },
    ],
    'DELETE /access/tfa/ann%40pve/a': null,
    'DELETE /access/tfa/ann%40pve/b': null,
  })
  await runSpecial('pveum user tfa delete ann@pve', connection)
  assert.deepEqual(connection.asked.slice(1), ['DELETE /access/tfa/ann%40pve/a', 'DELETE /access/tfa/ann%40pve/b'])
  connection.asked.length = 0
  await runSpecial('pveum user tfa delete ann@pve --id b', connection)
  assert.deepEqual(connection.asked, ['DELETE /access/tfa/ann%40pve/b'])
})

test('pruning for show lists what would be done, oldest first', async () => {
  const path = '/nodes/localhost/storage/local/prunebackups'
  const connection = new FakeConnection({
    [`GET ${path}`]: (given: unknown) => {
      assert.deepEqual(given, { 'prune-backups': 'keep-last=1,keep-daily=2', vmid: '100' })
      return [
        { volid: 'local:backup/new', type: 'qemu', vmid: 100, ctime: 20, mark: 'keep' },
        { volid: 'local:backup/old', type: 'qemu', vmid: 100, ctime: 10, mark: 'remove' },
      ]
    },
  })
  const { terminal } = await runSpecial('pvesm prune-backups local --keep-last 1 --keep-daily 2 --dry-run --vmid 100', connection)
  assert.match(
    terminal.output,
    /^Backup +Backup-ID +Time +Prune-Mark\nlocal:backup\/old +qemu\/100 .* remove\nlocal:backup\/new .* keep\n$/,
  )
})

test('the escape key of a console is a control key', () => {
  assert.equal(escapeByte('^O'), 15)
  assert.equal(escapeByte('^]'), 29)
  assert.equal(escapeByte('^a'), 1)
  assert.throws(() => escapeByte('x'), /control key/)
})
