import type { Host } from '@quorate/host'
import { runFiles } from './run-files.ts'

/** A guest's process with its identity: pids are used again, together with the start time they are not. */
export interface RunningVm {
  readonly vmid: number
  readonly pid: number
  readonly startTicks: number
  readonly args: readonly string[]
}

/** The guest's process, or undefined when it does not run. A pid file that names another process counts as none. */
export async function findRunning(host: Host, vmid: number): Promise<RunningVm | undefined> {
  const files = runFiles(host.root, vmid)
  const pid = Number((await host.files.readIfThere(files.pid))?.trim())
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
  const startTicks = host.processes.startTicks(pid)
  const args = host.processes.commandLine(pid)
  if (startTicks === undefined || !args?.includes(files.pid)) return undefined
  return { vmid, pid, startTicks, args }
}

/** Ids of the guests of which there are files of a run, be it over or not. */
export async function knownRuns(host: Host): Promise<number[]> {
  const { folder } = runFiles(host.root, 0)
  if (!(await host.files.stat(folder))) return []
  const ids = (await host.files.list(folder)).map(name => Number(/^(\d+)\./.exec(name)?.[1]))
  return [...new Set(ids.filter(Number.isSafeInteger))].toSorted((a, b) => a - b)
}
