import type { Host } from '@quorate/host'
import { knownRuns, readRecord, type RunRecord } from './run-record.ts'

/** Memory that a guest shared goes with its last user: what was in it is not for the next guest of that name. */
export async function cleanUpSharedMemory(host: Host, { vmid, sharedMemory }: RunRecord): Promise<void> {
  if (sharedMemory === undefined) return
  for (const other of await knownRuns(host)) {
    if (other !== vmid && (await readRecord(host, other))?.sharedMemory === sharedMemory) return
  }
  await host.files.remove(sharedMemory)
}
