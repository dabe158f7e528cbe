import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { counterOf } from '../testing/read-counter.ts'
import { TrialCluster } from '../testing/trial-cluster.ts'

const longestMs = 400_000

/** Everything that a migration could leave behind: the config, volumes of both nodes, and where QEMU runs. */
async function look(cluster: TrialCluster): Promise<unknown> {
  const volumes = async (machine: TrialCluster['one'], storage: string) => (await machine.storage.list(storage)).map(row => row.volid)
  return {
    configs: [cluster.one.config(100), cluster.other.config(100)],
    volumes: [await volumes(cluster.one, 'local'), await volumes(cluster.other, 'local'), await volumes(cluster.one, 'shared')],
    runs: await cluster.runsOn(100),
  }
}

/** Counts down over all operations of both nodes and calls between them; the one at zero fails. */
function breakNth(cluster: TrialCluster, nth: number): () => boolean {
  let left = nth
  const strike = () => --left === 0
  cluster.breaks = strike
  for (const machine of [cluster.one, cluster.other]) machine.strike = strike
  return () => left <= 0
}

function mend(cluster: TrialCluster): void {
  cluster.breaks = () => false
  for (const machine of [cluster.one, cluster.other]) machine.strike = undefined
}

const cases: [name: string, storage: string, running: boolean][] = [
  ['running, with its disk', 'local', true],
  ['running, its disk shared', 'shared', true],
  ['not running, with its disk', 'local', false],
]

for (const [name, storage, running] of cases) {
  test(
    `wherever a migration breaks, the VM is on exactly one node and nothing is left on the other: ${name}`,
    { timeout: longestMs },
    async t => {
      if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
      await using cluster = await TrialCluster.create()
      await mkdir(`${cluster.folder}/shared`, { recursive: true })
      const { one } = cluster
      await one.addGuest(100, { virtio0: { file: `${storage}:0`, 'import-from': await one.bootImage(), format: 'qcow2' } })
      if (running) assert.equal(await one.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
      const before = await look(cluster)
      const request = { vmid: 100, target: 'n2', ...(running ? { online: true, 'with-local-disks': true } : {}) }
      let turns = 0
      for (let nth = 1; nth < 80; nth++) {
        const reached = breakNth(cluster, nth)
        const ended = String(await one.request('POST', '/{vmid}/migrate', request).catch((error: Error) => error.message))
        const wasReached = reached()
        mend(cluster)
        turns = nth
        await Promise.all(cluster.other.engine.active().map(({ upid }) => cluster.other.engine.ended(upid)))
        const moved = cluster.other.config(100) !== ''
        if (running) {
          const node = moved ? cluster.other : one
          assert.deepEqual(await cluster.runsOn(100), [node.node], `broken at operation ${nth}: ${ended}`)
          const now = await counterOf(node.services, 100)
          assert.ok((await counterOf(node.services, 100, now + 1)) > now, `it goes on: broken at operation ${nth}: ${ended}`)
        }
        if (moved) {
          assert.ok(!wasReached || ended.startsWith('WARNINGS') || ended === 'OK', `broken at operation ${nth}: ${ended}`)
          if (!wasReached) break
          // After the decision the way leads forward only: back again, for the next turn.
          const back = await cluster.other.request('POST', '/{vmid}/migrate', { ...request, target: 'n1' })
          assert.equal(back, 'OK')
          await Promise.all(one.engine.active().map(({ upid }) => one.engine.ended(upid)))
          continue
        }
        assert.ok(wasReached, ended)
        assert.deepEqual(await look(cluster), before, `broken at operation ${nth}: ${ended}`)
      }
      assert.ok(turns > 8 && turns < 80, `${turns} operations`)
      t.diagnostic(`${turns} operations`)
    },
  )
}
