import { join } from 'node:path'
import type { Host, Root } from '@quorate/host'
import { runFolder } from './lxc-paths.ts'

/** All that the end of a container's run has to take away, noted before the start brings it about. */
export interface RunRecord {
  readonly vmid: number
  /** milliseconds since 1970 */
  readonly begun: number
  /** Volumes that were made usable for it. */
  readonly volumes: readonly string[]
  /** Indexes of its network cards: 0 for net0. */
  readonly nics: readonly number[]
  /** CPUs that it runs on: `0,2-5`. undefined: all */
  readonly cpus?: string | undefined
}

function recordPath(root: Root, vmid: number): string {
  return join(runFolder(root), `${vmid}.run`)
}

/** File of a container's run: `100.pid`. */
function runFile(root: Root, vmid: number, ending: string): string {
  return join(runFolder(root), `${vmid}.${ending}`)
}

/** File that LXC writes the pid of the container's monitor into. */
export const pidFile = (root: Root, vmid: number) => runFile(root, vmid, 'pid')
/** LXC's log of the run. */
export const logFile = (root: Root, vmid: number) => runFile(root, vmid, 'log')
/** Policy for system calls. */
export const seccompFile = (root: Root, vmid: number) => runFile(root, vmid, 'seccomp')
/** Program that LXC runs when the container has ended. */
export const endHook = (root: Root, vmid: number) => runFile(root, vmid, 'end')
/** There when the container ended because it wants to start again. */
export const rebootNote = (root: Root, vmid: number) => runFile(root, vmid, 'reboot')

export async function writeRecord(host: Host, record: RunRecord): Promise<void> {
  await host.files.makeDirectory(runFolder(host.root), 0o700)
  await host.files.writeAtomic(recordPath(host.root, record.vmid), JSON.stringify(record), 0o600)
}

/** undefined: no run of this container has left anything */
export async function readRecord(host: Host, vmid: number): Promise<RunRecord | undefined> {
  const text = await host.files.readIfThere(recordPath(host.root, vmid))
  return text === undefined ? undefined : (JSON.parse(text) as RunRecord)
}

/** Notes what a running container got or lost; no error when it does not run any more. */
export async function editRecord(host: Host, vmid: number, edit: (record: RunRecord) => Partial<RunRecord>): Promise<void> {
  const record = await readRecord(host, vmid)
  if (record) await writeRecord(host, { ...record, ...edit(record) })
}

/** Ids of the containers of which there are files of a run, be it over or not. */
export async function knownRuns(host: Host): Promise<number[]> {
  const folder = runFolder(host.root)
  if (!(await host.files.stat(folder))) return []
  const ids = (await host.files.list(folder)).map(name => Number(/^(\d+)\./.exec(name)?.[1]))
  return [...new Set(ids.filter(Number.isSafeInteger))].toSorted((a, b) => a - b)
}

/** Removes every file of a container's run but the note of a reboot; the record last, so that a crash in between is found again. */
export async function removeRunFiles(host: Host, vmid: number): Promise<void> {
  const folder = runFolder(host.root)
  if (!(await host.files.stat(folder))) return
  for (const name of await host.files.list(folder)) {
    if (name.startsWith(`${vmid}.`) && ![`${vmid}.run`, `${vmid}.reboot`].includes(name)) await host.files.remove(join(folder, name))
  }
  await host.files.remove(recordPath(host.root, vmid))
}
