import type { Host } from '@quorate/host'
import { readRecord, writeRecord, type RunRecord } from './run-record.ts'

/** Notes what a running guest got or lost; no error when it does not run any more. */
export async function editRecord(host: Host, vmid: number, edit: (record: RunRecord) => Partial<RunRecord>): Promise<void> {
  const record = await readRecord(host, vmid)
  if (record) await writeRecord(host, { ...record, ...edit(record) })
}
