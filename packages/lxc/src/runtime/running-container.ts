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

const endMs = 5000

/** Ends a monitor that a crash of ours left in the middle of a start, or of an end; with it the kernel ends the container. */
export async function endMonitor(host: Host, vmid: number): Promise<void> {
  const monitor = await findMonitor(host, vmid)
  if (!monitor) return
  host.processes.kill(monitor.pid, 'KILL')
  await host.processes.ended(monitor.pid, { timeoutMs: endMs })
}

const settleMs = 10_000
const lookAgainMs = 50

/** As `findRunning`, but for a container that LXC is just starting, again, or ending: that is waited for. */
export async function findSettled(host: Host, vmid: number): Promise<RunningContainer | undefined> {
  for (let left = settleMs; left > 0; left -= lookAgainMs) {
    const monitor = await findMonitor(host, vmid)
    const running = monitor && (await findRunning(host, vmid))
    if (!monitor || running) return running
    await host.processes.ended(monitor.pid, { timeoutMs: lookAgainMs })
  }
  return undefined
}

/** undefined: the container does not run */
export async function findRunning(host: Host, vmid: number): Promise<RunningContainer | undefined> {
  const record = await readRecord(host, vmid)
  const monitor = record && (await findMonitor(host, vmid))
  if (!monitor) return undefined
  // Beside it there may be a hook; right after the start of the monitor, and at its end, there is none.
  const initPid = host.processes.children(monitor.pid).find(pid => host.processes.isFirstInside(pid))
  return initPid === undefined ? undefined : { vmid, monitorPid: monitor.pid, startTicks: monitor.startTicks, initPid, record }
}

/** The first process with its identity. Fails with `CT 100 not running`. */
export function requireInit({ processes }: Pick<Host, 'processes'>, { vmid, initPid }: RunningContainer): ProcessIdentity {
  const startTicks = processes.startTicks(initPid)
  if (startTicks === undefined) throw new Failure(`CT ${vmid} not running`)
  return { pid: initPid, startTicks }
}
