import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'

/** Whether the guest ran before its memory was saved, and thus should run again after. */
export type Standing = 'running' | 'paused'

/** Fails when the guest is in a state that cannot be saved: its own sleep, an error, or switched off. */
export async function standingOf(client: QmpClient, vmid: number): Promise<Standing> {
  const { status, running } = await client.execute('query-status')
  if (running) return 'running'
  if (status === 'paused' || status === 'prelaunch' || status === 'postmigrate') return 'paused'
  throw new Failure(`the memory of VM ${vmid} cannot be saved while it is '${status}' - wake, resume or restart it first`)
}

/** Words in QEMU's reasons, and the keys of the config that lead to them. */
const blamed: readonly (readonly [word: string, key: string])[] = [
  ['vhost-user-fs', 'virtiofs'],
  ['vfio', 'hostpci'],
  ['ivshmem', 'ivshmem'],
]

/** Fails, with the keys to blame and QEMU's reasons, when a device cannot be saved. */
export async function checkSavable(client: QmpClient, vmid: number): Promise<void> {
  const reasons = (await client.execute('query-migrate'))['blocked-reasons'] ?? []
  if (reasons.length === 0) return
  const texts = reasons.map(reason => {
    const key = blamed.find(([word]) => reason.toLowerCase().includes(word))?.[1]
    return key === undefined ? reason : `${key} (${reason})`
  })
  throw new Failure(`the memory of VM ${vmid} cannot be saved: ${texts.join('; ')}`)
}

const standsStill = new Set(['paused', 'postmigrate', 'inmigrate', 'prelaunch'])
const lookAgainMs = 2
const finishMs = 30_000
const longMs = 60_000

/** QEMU tells that all is sent a moment before it can be continued, and does not tell when it can. */
async function finishedStatus(client: QmpClient): Promise<string> {
  for (let waited = 0; ; waited += lookAgainMs) {
    const { status } = await client.execute('query-status')
    if (status !== 'finish-migrate' || waited >= finishMs) return status
    await delay(lookAgainMs)
  }
}

/** Lets a guest go on after its memory was saved, as it stood before. No error when it runs already. */
export async function goOn(client: QmpClient, standing: Standing): Promise<void> {
  const status = await finishedStatus(client)
  if (status === 'finish-migrate')
    throw new Failure(
      `VM ${client.vmid} stands still: QEMU has not come to an end of sending its memory for ${finishMs / 1000} s - resume it by hand`,
    )
  if (!standsStill.has(status) || (standing === 'paused' && status !== 'postmigrate')) return
  // Also what makes the disks QEMU's again; a paused guest takes part in it for an instant.
  await client.execute('cont', {}, { timeoutMs: longMs })
  if (standing === 'paused') await client.execute('stop')
}
