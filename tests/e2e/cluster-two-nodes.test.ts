/** Two nodes and a quorum device on bad days: the device keeps no memory, so the nodes must know by themselves who may go on. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startLab } from '../../packages/testing/src/lab/start-lab.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'
const patience = { seconds: 120 }

test(
  'of two nodes with a quorum device one goes on alone, but never one that missed what the other wrote',
  { skip, timeout: 600_000 },
  async t => {
    await using lab = await startLab({ nodes: 2, qdevice: true })
    const begun = performance.now()
    const passed = (what: string) => t.diagnostic(`${what} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    const file = (name: string) => `/etc/pve/${name}.txt`
    const write = async (node: number, name: string) => (await lab.exec(node, ['timeout', '20', 'tee', file(name)], 'there')).code === 0
    const has = async (node: number, name: string) => (await lab.exec(node, ['timeout', '20', 'cat', file(name)])).out === 'there'
    const isQuorate = async (node: number) => /^Quorate: +Yes/m.test((await lab.exec(node, ['pvecm', 'status'])).out)

    await lab.kill(2)
    const killed = performance.now()
    await until('n1 goes on alone', () => write(1, 'by-n1'), patience)
    passed(`n1 goes on alone ${((performance.now() - killed) / 1000).toFixed(1)} s later,`)
    await lab.boot(2)
    await until('n2 has what it missed', () => has(2, 'by-n1'), patience)
    await until('n2 writes', () => write(2, 'by-both'), patience)
    passed('n2 is back')

    await lab.kill(1)
    await until('n2 goes on alone', () => write(2, 'by-n2'), patience)
    await lab.kill(2)
    await lab.boot(1)
    await until('the device votes for n1', () => isQuorate(1), patience)
    await sleep(6000)
    assert.ok(!(await write(1, 'stale')), 'n1 wrote without what n2 had written')
    assert.ok(await has(1, 'by-both'), 'n1 cannot be read')
    assert.ok(!(await has(1, 'by-n2')))
    passed('n1, which missed something, only reads')

    await lab.boot(2)
    await until('n1 has what it missed', () => has(1, 'by-n2'), patience)
    await until('n1 writes', () => write(1, 'by-both-again'), patience)
    await until('n2 has it', () => has(2, 'by-both-again'), patience)
    passed('both are back')
  },
)
