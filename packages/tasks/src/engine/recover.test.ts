import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readIndex } from '../log/finished-index.ts'
import { TaskReader } from '../read/task-reader.ts'
import { taskPaths } from '../task-paths.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'

const program = join(import.meta.dirname, '../testing/crash-runner.ts')

function run(root: string, ...words: string[]): { upid: string; killed: boolean } {
  const { stdout, signal, status, stderr } = spawnSync(process.execPath, [program, root, ...words], { encoding: 'utf8' })
  if (signal !== 'SIGKILL') assert.equal(status, 0, stderr)
  return { upid: stdout, killed: signal === 'SIGKILL' }
}

/** After recovery a task is closed exactly once, and either all of its effects stand or none. */
function assertClosed(root: ReturnType<typeof temporaryRoot>['root'], expected: RegExp): void {
  const paths = taskPaths(root)
  const index = readIndex(paths.index)
  assert.equal(index.length, 1)
  const [task] = index
  assert.match(task?.status ?? '', expected)
  const log = readFileSync(paths.log(task?.upid ?? ''), 'utf8')
  assert.equal(log.match(/^TASK /gm)?.length, 1)
  assert.equal(new TaskReader(root).status(task?.upid ?? '').exitstatus, task?.status)
  const made = ['a', 'b', 'c'].filter(file => existsSync(join(root.path, file)))
  assert.deepEqual(made, task?.status === 'OK' ? ['a', 'b', 'c'] : [])
  assert.deepEqual(readFileSync(paths.active, 'utf8'), '')
  if (existsSync(paths.journals)) assert.deepEqual(readdirSync(paths.journals), [])
}

const points = ['started', 'begin', ...['a', 'b', 'c'].flatMap(file => [`recorded ${file}`, `made ${file}`])]
for (const point of points) {
  test(`a runner killed at '${point}' leaves nothing behind after the next start`, () => {
    using temporary = temporaryRoot()
    assert.equal(run(temporary.root.path, point).killed, true)
    run(temporary.root.path, '', 'recover')
    assertClosed(temporary.root, /^interrupted: the task runner ended$/)
  })
}

for (const point of ['before undo c', 'after undo c', 'before undo a', 'after undo a']) {
  test(`a runner killed at '${point}' undoes the rest after the next start`, () => {
    using temporary = temporaryRoot()
    assert.equal(run(temporary.root.path, point, 'fail').killed, true)
    run(temporary.root.path, '', 'recover')
    assertClosed(temporary.root, /^interrupted: the task runner ended$/)
  })
}

test('a recovery that is itself killed is done again', () => {
  using temporary = temporaryRoot()
  run(temporary.root.path, 'made c')
  for (const point of ['before undo c', 'after undo b']) assert.equal(run(temporary.root.path, point, 'recover').killed, true)
  run(temporary.root.path, '', 'recover')
  assertClosed(temporary.root, /^interrupted: the task runner ended$/)
})

test('a runner killed while its task ends leaves all of the effects or none', () => {
  using temporary = temporaryRoot()
  run(temporary.root.path, 'end')
  run(temporary.root.path, '', 'recover')
  assertClosed(temporary.root, /^(OK|interrupted: the task runner ended)$/)
})

test('a runner that was not killed needs no recovery', () => {
  using temporary = temporaryRoot()
  assert.equal(run(temporary.root.path, '').killed, false)
  assertClosed(temporary.root, /^OK$/)
  run(temporary.root.path, '', 'recover')
  assertClosed(temporary.root, /^OK$/)
})

test('a journal whose last line was cut short by a power failure is still undone', () => {
  using temporary = temporaryRoot()
  run(temporary.root.path, 'made b')
  const [left = ''] = readdirSync(taskPaths(temporary.root).journals)
  const path = join(taskPaths(temporary.root).journals, left)
  writeFileSync(path, '{"undo":3,"action":"rem', { flag: 'a' })
  run(temporary.root.path, '', 'recover')
  assertClosed(temporary.root, /^interrupted/)
})
