import assert from 'node:assert/strict'

/** A machine of which the n-th operation from now on can be made to fail. */
export interface Breakable {
  /** undefined: nothing fails */
  failAt: number | undefined
}

const mostTurns = 60

/**
 * Breaks a request at its first, second, ... operation until it succeeds; after each failure all that `look` shows is as
 * before. The request answers how its task ended, or null.
 */
export async function breakAtEach(machine: Breakable, request: () => Promise<unknown>, look: () => Promise<unknown>): Promise<void> {
  const before = await look()
  for (let turn = 1; turn < mostTurns; turn++) {
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
