import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Caller } from '@quorate/contract'
import { TaskReader } from '../read/task-reader.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { connectRunner } from './connect-runner.ts'

const program = join(import.meta.dirname, '../testing/serving-runner.ts')
const caller: Caller = { authid: 'root@pam', userid: 'root@pam', root: true, address: 'cli' }

test('a runner that is killed and started again serves the same channel, with its half-done task undone and closed', async () => {
  using temporary = temporaryRoot()
  const { root } = temporary
  const reader = new TaskReader(root)
  const channel = connectRunner(root)
  const begin = () => spawn(process.execPath, [program, root.path], { stdio: ['ignore', 'inherit', 'inherit'] })
  const kill = async (child: ChildProcess) => {
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
  }
  let runner = begin()
  try {
    assert.equal(await channel.submit('PUT /pid', {}, caller), runner.pid)
    const upid = String(await channel.submit('POST /copy', {}, caller))
    for await (const { t } of reader.follow(upid)) if (t === 'half done') break
    assert.equal(existsSync(join(root.path, 'copy')), true)
    await kill(runner)
    assert.equal(reader.status(upid).status, 'running')
    runner = begin()
    assert.equal(await channel.submit('PUT /pid', {}, caller), runner.pid)
    assert.equal(reader.status(upid).exitstatus, 'interrupted: the task runner ended')
    assert.equal(existsSync(join(root.path, 'copy')), false)
    assert.notEqual(await channel.submit('POST /copy', {}, caller), upid)
  } finally {
    channel.close()
    await kill(runner)
  }
})
