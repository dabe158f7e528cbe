import { setTimeout as delay } from 'node:timers/promises'
import type { QmpClient } from '../qmp/qmp-client.ts'

const patienceMs = 10_000

/** Asks the guest to let go of a device and waits for it. False: it did not. */
export async function unplugDevice(client: Pick<QmpClient, 'execute' | 'events'>, id: string): Promise<boolean> {
  await using events = client.events()
  const late = new AbortController()
  const deleted = (async () => {
    for await (const { event, data } of events) {
      if (data['device'] !== id) continue
      if (event === 'DEVICE_DELETED') return true
      if (event === 'DEVICE_UNPLUG_GUEST_ERROR') return false
    }
    return false
  })()
  await client.execute('device_del', { id })
  try {
    return await Promise.race([deleted, delay(patienceMs, false, { signal: late.signal })])
  } finally {
    late.abort()
  }
}
