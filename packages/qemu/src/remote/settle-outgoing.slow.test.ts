import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { TrialMachine } from '../testing/trial-machine.ts'
import { settleRemoteOutgoing, type RemoteOutgoingTrace } from './outgoing/settle-outgoing.ts'

const missing = !findProgram('qemu-system-x86_64')

test(
  'a guest whose whereabouts are unknown stands still, locked; else it goes on, stays stopped, or goes',
  { timeout: 120_000 },
  async t => {
    if (missing) return t.skip('QEMU is not installed')
    await using machine = await TrialMachine.create()
    const { services, store } = machine
    await machine.addGuest(100)
    assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
    const path = 'nodes/pve/qemu-server/100.conf'
    const lock = () => store.update(path, { authid: 'root@pam' }, text => `lock: migrate\n${text}`)
    const status = () => services.runtime.qmp(100, async client => (await client.execute('query-status')).status)
    const lines: string[] = []
    const trace: RemoteOutgoingTrace = {
      vmid: 100,
      targetVmid: 200,
      target: 'there:8006',
      volumes: ['local:100/vm-100-disk-0.qcow2'],
      standing: 'running',
      jobs: [],
      nodes: [],
      state: 'asked',
      remove: false,
    }
    const settle = (more: Partial<RemoteOutgoingTrace>) => settleRemoteOutgoing(services, { ...trace, ...more }, line => lines.push(line))
    const standStill = () => services.runtime.qmp(100, client => client.execute('stop'))

    await lock()
    await standStill()
    await settle({})
    assert.equal(await status(), 'paused')
    assert.match(machine.config(100), /^lock: migrate$/m)
    assert.match(lines.join('\n'), /is not known.*stands still here, locked/)

    await settle({ state: 'here' })
    assert.equal(await status(), 'running')
    assert.doesNotMatch(machine.config(100), /lock/)

    await lock()
    await settle({ state: 'gone' })
    assert.equal(await services.runtime.running(100), undefined)
    assert.match(machine.config(100), /^lock: migrate$/m)
    assert.equal((await machine.storage.list('local')).length, 1)

    await settle({ state: 'gone', remove: true })
    assert.equal(machine.config(100), '')
    assert.deepEqual(await machine.storage.list('local'), [])
  },
)
