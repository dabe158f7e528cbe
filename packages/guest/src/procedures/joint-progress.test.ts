import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TaskHandle } from '@quorate/contract'
import { jointProgress } from './joint-progress.ts'

test('copies one after the other report one progress over all of them', () => {
  const seen: [number, number][] = []
  const task = { progress: (done: number, total: number) => seen.push([done, total]) } as unknown as TaskHandle
  const part = jointProgress(task, 400, 'copying')
  const first = part(100)
  first.progress(0, 0, 'bytes')
  first.progress(5, 10, 'bytes')
  const second = part(300)
  second.progress(1, 3, 'bytes')
  second.progress(9, 3, 'bytes')
  assert.deepEqual(seen, [
    [50, 400],
    [200, 400],
    [400, 400],
  ])
})
