import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GuestAsker } from './guest-asker.ts'

function asker(answers: ((vmids: readonly number[]) => Promise<readonly string[]>)[], most = 10) {
  const seen: string[] = []
  const under = new GuestAsker<string>({
    fetch: vmids => {
      seen.push(`ask ${vmids.join()}`)
      return (answers.shift() ?? (async () => []))(vmids)
    },
    onRows: (asked, rows) => void seen.push(`rows ${[...asked].join()}: ${rows.join()}`),
    onLost: () => void seen.push('lost'),
    most,
  })
  return { under, seen }
}
const settled = () => new Promise(resolve => setTimeout(resolve, 5))

test('a guest that changes while it is asked for is asked for again afterwards', async () => {
  const first = Promise.withResolvers<readonly string[]>()
  const { under, seen } = asker([() => first.promise, async () => ['new']])
  under.ask([100])
  under.ask([100])
  first.resolve(['old'])
  await settled()
  assert.deepEqual(seen, ['ask 100', 'rows 100: old', 'ask 100', 'rows 100: new'])
})

test('what could not be fetched is not forgotten: everything is read anew', async () => {
  const { under, seen } = asker([() => Promise.reject(new Error('away'))])
  under.ask([100])
  await settled()
  under.ask([101])
  await settled()
  assert.deepEqual(seen, ['ask 100', 'lost', 'ask 101', 'rows 101: '])
})

test('very many are not asked for one by one', async () => {
  const { under, seen } = asker([], 2)
  under.ask([100, 101, 102])
  await settled()
  assert.deepEqual(seen, ['lost'])
})
