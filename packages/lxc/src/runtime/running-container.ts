import { readProc, type Host } from '@quorate/host'
import { lxcPath } from './lxc-paths.ts'
import { pidFile, readRecord, type RunRecord } from './run-record.ts'

/** A container's processes with their identity: pids are used again, together with the start time they are not. */
export interface RunningContainer {
  readonly vmid: number
  /** LXC's monitor, which lives as long as the container. */
  readonly monitorPid: number
  readonly startTicks: number
  /** The container's first process, as the host sees it. */
  readonly initPid: number
  readonly record: RunRecord
}

/** The monitor has no other child. undefined: it has none yet, or none any more */
function childOf(pid: number): number | undefined {
  const child = Number(readProc(`/proc/${pid}/task/${pid}/children`)?.trim().split(' ')[0])
  return Number.isSafeInteger(child) && child > 1 ? child : undefined
}

/** undefined: the container does not run. A pid file that names another process counts as none. */
export async function findRunning(host: Host, vmid: number): Promise<RunningContainer | undefined> {
  const record = await readRecord(host, vmid)
  if (!record) return undefined
  const monitorPid = Number((await host.files.readIfThere(pidFile(host.root, vmid)))?.trim())
  if (!Number.isSafeInteger(monitorPid) || monitorPid <= 1) return undefined
  const startTicks = host.processes.startTicks(monitorPid)
  const title = `[lxc monitor] ${lxcPath(host.root)} ${vmid}`
  if (startTicks === undefined || host.processes.commandLine(monitorPid)?.join(' ').trim() !== title) return undefined
  const initPid = childOf(monitorPid)
  return initPid === undefined ? undefined : { vmid, monitorPid, startTicks, initPid, record }
}
