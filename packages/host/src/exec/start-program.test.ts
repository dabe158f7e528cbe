import assert from 'node:assert/strict'
import { closeSync, openSync } from 'node:fs'
import { buffer, text } from 'node:stream/consumers'
import { test } from 'node:test'
import { callLibc } from '../libc.ts'
import { readPosition } from '../files/read-position.ts'
import { realProcesses } from '../processes/processes.ts'
import { startProgram } from './start-program.ts'

test('a program is handed over running, and its outputs come apart, with how it ended', async () => {
  const program = await startProgram('sh', ['-c', 'cat; echo err >&2; exit 7'], { input: true })
  assert.ok(realProcesses.alive(program.pid, program.startTicks))
  program.stdin?.end('in\n')
  assert.deepEqual(await Promise.all([text(program.stdout), text(program.stderr), program.ended]), ['in\n', 'err\n', { code: 7 }])
})

test('its outputs are pipes, which can be opened again by name', async () => {
  const program = await startProgram('sh', ['-c', 'echo again > /dev/stdout; echo too > /dev/stderr'])
  assert.deepEqual(await Promise.all([text(program.stdout), text(program.stderr)]), ['again\n', 'too\n'])
})

test('it gets no descriptor that anybody left open', async () => {
  const left = openSync('/', 'r')
  callLibc('int fcntl(int fd, int command, int value)', left, 2, 0)
  const program = await startProgram('sh', ['-c', 'ls /proc/$$/fd'])
  assert.deepEqual((await text(program.stdout)).trim().split('\n'), ['0', '1', '2'])
  closeSync(left)
})

test('it ends with its whole group, and says by which signal', async () => {
  const program = await startProgram('sh', ['-c', 'sleep 30 & echo $!; wait'])
  const [line] = (await program.stdout[Symbol.asyncIterator]().next()).value.toString().split('\n')
  assert.deepEqual(realProcesses.inGroup(program.pid).toSorted(), [program.pid, Number(line)].toSorted())
  program.end()
  assert.deepEqual(await program.ended, { signal: 15 })
  assert.equal(await realProcesses.ended(Number(line), { timeoutMs: 2000 }), true)
})

test('a program that cannot be run is a refusal', async () => {
  await assert.rejects(startProgram('no-such-program-here', []), /^Failure: cannot run no-such-program-here/)
  await assert.rejects(startProgram('true', ['x'.repeat(1 << 20)]), /^Failure: cannot run true/)
})

test('it reads from an open file that it is given, and how far it has come can be told', async () => {
  const file = openSync('/proc/self/exe', 'r')
  const program = await startProgram('head', ['-c', '200000'], { input: file })
  assert.equal(program.stdin, undefined)
  assert.equal((await buffer(program.stdout)).length, 200_000)
  await program.ended
  assert.ok(readPosition(file) >= 200_000)
  closeSync(file)
  assert.equal(readPosition(file), 0)
})
