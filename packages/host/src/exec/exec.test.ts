import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { readProcStat } from '../processes/proc-stat.ts'
import { realProcesses } from '../processes/processes.ts'
import { exec } from './exec.ts'
import { findProgram } from './find-program.ts'

test('arguments reach the program as they are', async () => {
  const { stdout } = await exec('printf', ['%s|', 'a b', '$HOME', '`id`', "'", ''])
  assert.equal(stdout, "a b|$HOME|`id`|'||")
})

test('a program gets its input, runs in the C locale and sees only the environment it is given', async () => {
  const script = 'cat; echo $LC_ALL $MARK $SECRET_OF_PARENT'
  process.env.SECRET_OF_PARENT = 'x'
  const { stdout } = await exec('sh', ['-c', script], { input: 'in\n', env: { MARK: 'm' } })
  delete process.env.SECRET_OF_PARENT
  assert.equal(stdout, 'in\nC m\n')
})

test('a program that does not read its input is no failure', async () => {
  const { code } = await exec('true', [], { input: 'x'.repeat(1 << 20) })
  assert.equal(code, 0)
})

test('an abort ends the program and what it started', async () => {
  const abort = new AbortController()
  const pids: number[] = []
  const running = exec('sh', ['-c', 'sleep 30 & echo $!; wait'], {
    signal: abort.signal,
    onLine: line => {
      pids.push(Number(line))
      abort.abort()
    },
  })
  await assert.rejects(running, /^Failure: sh was stopped/)
  assert.equal(await realProcesses.ended(pids[0] ?? 0, { timeoutMs: 1000 }), true)
})

test('progress that is printed with carriage returns arrives line by line', async () => {
  const lines: string[] = []
  await exec('printf', ['10\\r20\\r30\\n\\344'], { onLine: line => lines.push(line) })
  assert.deepEqual(lines, ['10', '20', '30', '\ufffd'])
})

test('a program that goes to the background does not hold the caller', async () => {
  const before = Date.now()
  const { stdout } = await exec('sh', ['-c', '(sleep 5) & echo $!'])
  assert.ok(Date.now() - before < 4000)
  realProcesses.kill(Number(stdout), 'KILL')
})

test('arguments are in no message', async () => {
  await assert.rejects(exec('sh', ['-c', 'exit 9 # hunter2']), error => !String(error).includes('hunter2'))
})

test('programs end when the process that runs them is killed, and their own background processes do not', async t => {
  if (findProgram('setpriv') === undefined) return t.skip('setpriv is not installed')
  const url = new URL('./exec.ts', import.meta.url).href
  const code = `import { exec } from '${url}'; await exec('sh', ['-c', 'setsid sleep 31 </dev/null >/dev/null 2>&1 & echo $$ $!; exec sleep 32'], { onLine: l => console.log(l) })`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const [shell = 0, background = 0] = String(line).trim().split(' ').map(Number)
  assert.ok(readProcStat(shell) && readProcStat(background))
  parent.kill('SIGKILL')
  assert.equal(await realProcesses.ended(shell, { timeoutMs: 2000 }), true)
  await delay(50)
  assert.equal(realProcesses.alive(background), true)
  realProcesses.kill(background, 'KILL')
})
