import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { TrialMachine } from '../testing/trial-machine.ts'
import { breakConnections } from './qemu-migration.ts'

test('connections that end while they are being broken off are no failure', { timeout: 120_000 }, async t => {
  if (!findProgram('qemu-system-x86_64')) return t.skip('QEMU is not installed')
  await using machine = await TrialMachine.create()
  await machine.addGuest(100)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  await machine.services.runtime.qmp(100, async client => {
    let looks = 0
    let refused = 0
    // QEMU's own answers, but that the memory's connection was there at the first look and is not any more.
    const talk = {
      async executeNow(command: string, args?: Record<string, unknown>) {
        const answer = await client.executeNow(command, args).catch((error: unknown) => {
          refused++
          throw error
        })
        return command === 'query-yank' && looks++ === 0 ? [...(answer as object[]), { type: 'migration' }] : answer
      },
    } as Pick<QmpClient, 'executeNow'>
    await breakConnections(talk, [])
    assert.equal(refused, 1)
    assert.equal(looks, 2)
  })
})
