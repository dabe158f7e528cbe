import assert from 'node:assert/strict'
import { test } from 'node:test'
import { perform, type Step } from './perform.ts'

function step(name: string, fails?: 'run' | 'undo'): Step<string[]> {
  return {
    name,
    run(events) {
      if (fails === 'run') throw new Error(`${name} broke`)
      events.push(name)
      return () => {
        if (fails === 'undo') throw new Error(`${name} stays`)
        events.push(`un${name}`)
      }
    },
  }
}

const task = () => {
  const warnings: string[] = []
  const controller = new AbortController()
  return { warnings, controller, signal: controller.signal, warn: (line: string) => void warnings.push(line) }
}

test('steps run in order and nothing is undone after the last', async () => {
  const events: string[] = []
  await perform([step('a'), step('b')], events)
  assert.deepEqual(events, ['a', 'b'])
})

test('after a failure the earlier steps are undone newest first, and the failure goes on', async () => {
  const events: string[] = []
  await assert.rejects(perform([step('a'), step('b'), step('c', 'run')], events), { message: 'c broke' })
  assert.deepEqual(events, ['a', 'b', 'unb', 'una'])
})

test('an undo that fails is a warning and the others still run', async () => {
  const events: string[] = []
  const handle = task()
  await assert.rejects(perform([step('a'), step('b', 'undo'), step('c', 'run')], events, handle), { message: 'c broke' })
  assert.deepEqual(events, ['a', 'b', 'una'])
  assert.deepEqual(handle.warnings, ["undo of 'b' failed: b stays"])
})

test('an abort between two steps undoes the earlier ones', async () => {
  const events: string[] = []
  const handle = task()
  const abort: Step<string[]> = { name: 'abort', run: () => handle.controller.abort(new Error('stopped')) }
  await assert.rejects(perform([step('a'), abort, step('b')], events, handle), { message: 'stopped' })
  assert.deepEqual(events, ['a', 'una'])
})
