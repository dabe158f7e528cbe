/** Nodes that were given up by `pvecm expected` come back: one tree stands, as a whole, wherever the two had parted. */
import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startStoreLab } from '../../packages/testing/src/lab/store-lab.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'
const patience = { seconds: 60 }

test(
  'what was written where a person let one node go on stands, and those who were given up take it',
  { skip, timeout: 240_000 },
  async t => {
    await using stores = await startStoreLab(3, { quiet: true })
    const { lab } = stores
    const write = async (node: number, name: string) =>
      (await lab.exec(node, ['timeout', '20', 'tee', `/etc/pve/lab/${name}`], name)).code === 0
    const files = (node: number) =>
      readdirSync(`${lab.root(node)}/etc/pve/lab`)
        .toSorted()
        .join(' ')
    const stop = async (node: number) => {
      for (const what of ['store', 'corosync'] as const) await stores.killProcess(node, what)
    }
    const start = async (node: number) => {
      stores.startCorosync(node)
      await stores.startStore(node)
    }
    let expected = ''
    // Those who were given up had written more than the one that went on, as much, and less.
    for (const [round, [theirs, own]] of (
      [
        [5, 2],
        [3, 3],
        [1, 6],
      ] as const
    ).entries()) {
      await stop(1)
      // The longer they go on, the higher are the epochs that they have begun.
      for (let i = 0; i < (round === 0 ? 4 : 0); i++) {
        await stores.killProcess(3, 'store')
        await stores.startStore(3)
        await until('two go on', () => write(2, `early-${round}-${i}`), patience)
      }
      for (let i = 0; i < theirs; i++) await until('two go on', () => write(2, `lost-${round}-${i}`), patience)
      await stop(2)
      await stop(3)
      await start(1)
      await sleep(2000)
      assert.ok(!(await write(1, 'alone')), 'one of three wrote')
      await lab.must(1, ['corosync-quorumtool', '-e', '1'])
      for (let i = 0; i < own; i++) await until('one goes on', () => write(1, `kept-${round}-${i}`), patience)
      await start(2)
      await start(3)
      for (const node of lab.nodes) await until(`n${node} writes`, () => write(node, `after-${round}-${node}`), patience)
      const kept = Array.from({ length: own }, (_, i) => `kept-${round}-${i}`)
      expected = [...expected.split(' ').filter(Boolean), ...kept, ...lab.nodes.map(node => `after-${round}-${node}`)].toSorted().join(' ')
      for (const node of lab.nodes) await until(`n${node} holds that`, () => files(node) === expected)
      for (const node of [2, 3]) {
        const kept = join(lab.disk(node, 'var/lib/quorate'), 'backup')
        const files = readdirSync(kept).filter(name => name.startsWith('replaced-'))
        assert.ok(files.length > round, `n${node} keeps what it held`)
        assert.equal(statSync(join(kept, files[0] ?? '')).mode & 0o777, 0o600)
      }
      t.diagnostic(`${theirs} changes gave way to ${own}`)
    }
  },
)
