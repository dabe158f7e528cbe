import type { Host, ProcessIdentity } from '@quorate/host'
import { Failure } from '@quorate/schema'
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

/** LXC's monitor of a container, also of one that is just starting or ending. A pid file that names another process counts as none. */
export async function findMonitor(host: Host, vmid: number): Promise<ProcessIdentity | undefined> {
  const pid = Number((await host.files.readIfThere(pidFile(host.root, vmid)))?.trim())
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
  const startTicks = host.processes.startTicks(pid)
  const title = `[lxc monitor] ${lxcPath(host.root)} ${vmid}`
  if (startTicks === undefined || host.processes.commandLine(pid)?.join(' ').trim() !== title) return undefined
  return { pid, startTicks }
}

/** undefined: the container does not run */
export async function findRunning(host: Host, vmid: number): Promise<RunningContainer | undefined> {
  const record = await readRecord(host, vmid)
  const monitor = record && (await findMonitor(host, vmid))
  if (!monitor) return undefined
  // The monitor has no other child. Right after its start, and at its end, it has none.
  const [initPid] = host.processes.children(monitor.pid)
  return initPid === undefined ? undefined : { vmid, monitorPid: monitor.pid, startTicks: monitor.startTicks, initPid, record }
}

/** The first process with its identity. Fails with `CT 100 not running`. */
export function requireInit({ processes }: Pick<Host, 'processes'>, { vmid, initPid }: RunningContainer): ProcessIdentity {
  const startTicks = processes.startTicks(initPid)
  if (startTicks === undefined) throw new Failure(`CT ${vmid} not running`)
  return { pid: initPid, startTicks }
}
