import type { Host } from '@quorate/host'
import { readRecord, type RunRecord } from './run-record.ts'

/** A guest's process with its identity: pids are used again, together with the start time they are not. */
export interface RunningVm {
  readonly vmid: number
  readonly pid: number
  readonly startTicks: number
  readonly record: RunRecord
}

/** The guest's process, or undefined when it does not run. A pid file that names another process counts as none. */
export async function findRunning(host: Host, vmid: number): Promise<RunningVm | undefined> {
  const record = await readRecord(host, vmid)
  if (!record) return undefined
  const pid = Number((await host.files.readIfThere(record.sockets.pidfile))?.trim())
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
  const startTicks = host.processes.startTicks(pid)
  if (startTicks === undefined || !host.processes.commandLine(pid)?.includes(record.sockets.pidfile)) return undefined
  return { vmid, pid, startTicks, record }
}
