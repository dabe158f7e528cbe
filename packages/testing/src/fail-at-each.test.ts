import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Step } from '@quorate/tasks'
import { failAtEach } from './fail-at-each.ts'

const put = (name: string, undone: boolean): Step<Set<string>> => ({
  name,
  run(things) {
    things.add(name)
    return undone ? () => void things.delete(name) : undefined
  },
})

const arranged = (steps: Step<Set<string>>[]) => () => {
  const context = new Set<string>()
  return { steps, context, snapshot: () => [...context] }
}

test('failAtEach accepts a procedure whose every step hands back its undo', async () => {
  await failAtEach(arranged([put('a', true), put('b', true), put('c', true)]))
})

test('failAtEach finds a step that leaves something behind', async () => {
  await assert.rejects(failAtEach(arranged([put('a', true), put('b', false)])), /left behind when it fails after 'b'/)
})

test('failAtEach refuses a snapshot that sees nothing', async () => {
  const blind = () => ({ steps: [put('a', true)], context: new Set<string>(), snapshot: () => 0 })
  await assert.rejects(failAtEach(blind), /the procedure changes nothing/)
})
