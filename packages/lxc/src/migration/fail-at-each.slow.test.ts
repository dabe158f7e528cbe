import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialCluster } from '../testing/trial-cluster.ts'
import type { TrialNode } from '../testing/trial-node.ts'

const skip = cannotRun()

/** Everything that a migration could leave behind: configs, volumes, mounts and loop devices of both nodes, and where it runs. */
async function look(cluster: TrialCluster): Promise<unknown> {
  const left = async (node: TrialNode) => {
    const found = await node.left()
    // That of lxcfs stays, for the next container.
    return { ...found, mounts: found.mounts.filter(path => !path.endsWith('/lxcfs')) }
  }
  return { one: await left(cluster.one), other: await left(cluster.other), runs: await cluster.runsOn(100) }
}

/** Counts down over all operations of both nodes and calls between them; the one at zero fails. */
function breakNth(cluster: TrialCluster, nth: number): () => boolean {
  let left = nth
  const strike = () => --left === 0
  cluster.breaks = strike
  for (const node of [cluster.one, cluster.other]) node.strike = strike
  return () => left <= 0
}

function mend(cluster: TrialCluster): void {
  cluster.breaks = () => false
  for (const node of [cluster.one, cluster.other]) node.strike = undefined
}

for (const running of [false, true]) {
  const name = running ? 'running' : 'not running'
  test(
    `wherever a migration breaks, the container is on exactly one node and nothing is left on the other: ${name}`,
    { skip, timeout: 400_000 },
    async t => {
      await using cluster = await TrialCluster.create()
      const { one, other } = cluster
      makeRootArchive(join(one.folder, 'var/lib/vz/template/cache/small.tar.gz'))
      const made = {
        vmid: 100,
        ostemplate: 'local:vztmpl/small.tar.gz',
        ostype: 'unmanaged',
        rootfs: { volume: 'local:0.05' },
        start: running,
      }
      assert.equal(await one.request('POST', '', { ...made, mp0: { volume: 'second:0', mp: '/tree' } }), 'OK', one.told())
      const before = await look(cluster)
      const request = { vmid: 100, target: 'n2', ...(running ? { restart: true, timeout: 1 } : {}) }
      let turns = 0
      for (let nth = 1; nth < 80; nth++) {
        const reached = breakNth(cluster, nth)
        const ended = String(await one.request('POST', '/{vmid}/migrate', request).catch((error: Error) => error.message))
        const wasReached = reached()
        mend(cluster)
        turns = nth
        const broken = `broken at operation ${nth}: ${ended}`
        await Promise.all(other.engine.active().map(({ upid }) => other.engine.ended(upid)))
        if (other.config(100) === '') {
          assert.ok(wasReached, ended)
          assert.deepEqual(await look(cluster), before, broken)
          continue
        }
        assert.ok(!wasReached || ended.startsWith('WARNINGS') || ended === 'OK', broken)
        assert.equal(one.config(100), '', broken)
        if (!wasReached) {
          assert.deepEqual(await cluster.runsOn(100), running ? ['n2'] : [], broken)
          break
        }
        // After the decision the way leads forward only: back again, for the next turn.
        if (running && !(await other.running(100))) assert.equal(await other.power('start', 100), 'OK', other.told())
        assert.equal(await other.request('POST', '/{vmid}/migrate', { ...request, target: 'n1' }), 'OK', other.told())
        await Promise.all(one.engine.active().map(({ upid }) => one.engine.ended(upid)))
      }
      assert.ok(turns > 8 && turns < 80, `${turns} operations`)
      t.diagnostic(`${turns} operations`)
    },
  )
}
