import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QmpEvent } from '../qmp/qmp-commands.ts'
import { presentDevices } from './present-objects.ts'

export type Talk = Pick<QmpClient, 'execute' | 'events'>

/** Clients wait five seconds for an answer. */
const patienceMs = 4_000
/** A guest that has just got a device looks at it before it lets go again. */
const freshPatienceMs = 40_000
const refusals = new Set(['DEVICE_UNPLUG_GUEST_ERROR', 'MEM_UNPLUG_ERROR'])

/** The guest keeps a device that it was asked to let go of. */
export class StillThere extends Failure {}

/** What an event says about the end of a device; undefined: nothing. */
function verdict({ event, data }: QmpEvent, id: string): 'gone' | 'refused' | undefined {
  if (data['device'] !== id) return undefined
  if (event === 'DEVICE_DELETED') return 'gone'
  return refusals.has(event) ? 'refused' : undefined
}

/**
 * Takes a device out of a running machine. The guest must let go of it: a failure says that it refused, or that it did
 * not react in time. No error when the device is not there.
 */
export async function unplugDevice(client: Talk, id: string, options: { patienceMs?: number } = {}): Promise<void> {
  const waitMs = options.patienceMs ?? patienceMs
  if (!(await presentDevices(client)).has(id)) return
  await using events = client.events()
  const late = new AbortController()
  const told = (async () => {
    for await (const event of events) {
      const said = verdict(event, id)
      if (said) return said
    }
    return 'silent'
  })()
  await client.execute('device_del', { id })
  try {
    const said = await Promise.race([told, delay(waitMs, 'silent', { signal: late.signal })])
    if (said === 'refused') throw new StillThere(`the guest refuses to let go of '${id}'`)
    if (said === 'silent' && (await presentDevices(client)).has(id)) {
      throw new StillThere(`the guest did not let go of '${id}' within ${waitMs / 1000} s`)
    }
  } finally {
    late.abort()
  }
}

/** Takes a device out that was plugged just now. */
export function takeOutAgain(client: Talk, id: string): Promise<void> {
  return unplugDevice(client, id, { patienceMs: freshPatienceMs })
}
