import assert from 'node:assert/strict'
import type { TrialMachine } from './trial-machine.ts'

/** Everything that a procedure could leave behind: configs and volumes. */
export async function left(machine: TrialMachine): Promise<unknown> {
  const configs = [...machine.services.guests.all().values()].map(guest => [guest.path, guest.text])
  const rows = [...(await machine.storage.list('local')), ...(await machine.storage.list('second'))]
  return { configs, volumes: rows.map(row => row.volid).toSorted() }
}

/** Breaks the request at its first, second, ... operation until it succeeds; after each failure all is as before. */
export async function failAtEach(
  machine: TrialMachine,
  request: () => Promise<unknown>,
  look: () => Promise<unknown> = () => left(machine),
) {
  const before = await look()
  for (let turn = 1; turn < 40; turn++) {
    machine.failAt = turn
    let ended: unknown
    try {
      ended = await request()
    } catch (error) {
      ended = (error as Error).message
    }
    const reached = machine.failAt !== undefined && machine.failAt <= 0
    machine.failAt = undefined
    if (!reached) {
      assert.ok(ended === 'OK' || ended === null, String(ended))
      assert.notDeepEqual(await look(), before)
      return
    }
    assert.deepEqual(await look(), before, `broken at operation ${turn}: ${String(ended)}`)
  }
  assert.fail('never succeeded')
}
