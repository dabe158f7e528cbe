/** The replicated config store, used by concurrent clients on three nodes while things break: in the manner of Jepsen. `npm run checker` goes on for longer, with more faults. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runChecker } from '../../packages/testing/src/checker/run-checker.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'

test(
  'what clients see of the config tree is linearizable while stores, machines, disks and networks fail',
  { skip, timeout: 300_000 },
  async t => {
    const { findings, counts } = await runChecker({
      seed: 1,
      seconds: 30,
      faults: ['store killed', 'one cut off', 'full disk', 'corosync killed', 'killed while cut off', 'power lost', 'all stores killed'],
      tell: text => t.diagnostic(text),
    })
    t.diagnostic(JSON.stringify(counts))
    assert.deepEqual(findings, [])
    assert.ok((counts.ok ?? 0) > 300, 'hardly anything was done')
  },
)
