import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { giveMemoryBack } from './give-memory-back.ts'

const mebibytes = () => process.memoryUsage.rss() / 2 ** 20

function burst(): number {
  let kept: object[] = []
  for (let round = 0; round < 60; round += 1) kept = Array.from({ length: 50_000 }, (_, at) => ({ round, at, text: `row ${at}` }))
  return kept.length
}

test('what a burst of work took is handed back when it is over, and again after the next burst', async () => {
  giveMemoryBack({ waitMs: 200 })
  for (const time of ['first', 'second']) {
    burst()
    const taken = mebibytes()
    let left = taken
    for (let tries = 0; tries < 50 && left > taken - 20; tries += 1) {
      await pause(100)
      left = mebibytes()
    }
    assert.ok(left <= taken - 20, `${time} burst: ${taken.toFixed(0)} MiB, later ${left.toFixed(0)} MiB`)
  }
})
