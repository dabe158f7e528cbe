import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { failureText } from '@quorate/schema'
import { createStorageService } from '@quorate/storage'
import { MemoryStore } from '@quorate/testing'
import { hookscriptPath } from './hookscript-path.ts'
import { runHookscript } from './run-hookscript.ts'

function arrange(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-hook-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const host = realHost(rootAt(folder, 'pve'), assert.fail)
  const store = new MemoryStore({ 'storage.cfg': `dir: local\n\tpath ${folder}\n\tcontent iso,snippets\n` })
  mkdirSync(join(folder, 'snippets'))
  const write = (name: string, text: string, mode = 0o700) => {
    writeFileSync(join(folder, 'snippets', name), text)
    chmodSync(join(folder, 'snippets', name), mode)
    return `local:snippets/${name}`
  }
  const lines: string[] = []
  const task = { log: (line: string) => void lines.push(line), signal: new AbortController().signal }
  return { services: { host, storage: createStorageService({ store, host }) }, write, lines, task, folder }
}

const saying = (pattern: RegExp) => (error: unknown) => pattern.test(failureText(error)) || assert.fail(failureText(error))

test('a script is run with the id and the phase, finds our tools, and what it prints is logged', async t => {
  const { services, write, lines, task, folder } = arrange(t)
  const script = write('hook.sh', '#!/bin/sh\necho "$1 $2"\necho "$QUORATE_ROOT"\ncommand -v qm\n')
  await runHookscript(services, script, 100, 'pre-start', task)
  assert.deepEqual(lines.slice(0, 2), ['100 pre-start', folder])
  assert.match(lines[2] ?? '', /bin\/qm$/)
})

test('a script that fails is told with guest, phase and exit code', async t => {
  const { services, write, task } = arrange(t)
  const script = write('hook.sh', '#!/bin/sh\necho no >&2\nexit 3\n')
  await assert.rejects(
    runHookscript(services, script, 100, 'post-stop', task),
    saying(/^hookscript error for 100 on post-stop: hook\.sh failed \(exit code 3\): no$/),
  )
})

test('what cannot be run is refused with the reason', async t => {
  const { services, write, folder } = arrange(t)
  const plain = write('plain.sh', '#!/bin/sh\n', 0o600)
  await assert.rejects(
    hookscriptPath(services, plain),
    saying(/^hookscript 'local:snippets\/plain\.sh' is not executable - run: chmod \+x /),
  )
  await assert.rejects(hookscriptPath(services, 'local:snippets/none.sh'), saying(/does not exist/))
  mkdirSync(join(folder, 'template/iso'), { recursive: true })
  writeFileSync(join(folder, 'template/iso/a.iso'), '')
  await assert.rejects(hookscriptPath(services, 'local:iso/a.iso'), saying(/^hookscript 'local:iso\/a\.iso' is no snippet/))
})

test('the abort of the task ends the script', async t => {
  const { services, write, task } = arrange(t)
  const stop = new AbortController()
  const running = runHookscript(services, write('hook.sh', '#!/bin/sh\nsleep 60\n'), 100, 'pre-start', { ...task, signal: stop.signal })
  setTimeout(() => stop.abort(new Error('stopped')), 50)
  await assert.rejects(running, saying(/aborted/))
})
