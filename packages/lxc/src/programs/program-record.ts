import { join } from 'node:path'
import type { Host, ProgramEnd, Root } from '@quorate/host'
import type { ProcessIdentity } from '../files/guest-root.ts'

/** What is known of a program that was started in a container. */
export interface ProgramRecord {
  /** Of LXC's part on this machine; also the number of the process group. */
  readonly pid: number
  readonly startTicks: number
  /** The process that runs it and will note its end here. */
  readonly runner: ProcessIdentity
  /** Who started it: nobody else learns of it. */
  readonly userid: string
  /** undefined: it runs, as long as its runner does */
  readonly end?: ProgramEnd
  readonly truncated?: { readonly out: boolean; readonly err: boolean }
}

/** Folder of what programs in containers wrote, one folder each container: `100/4711.out`. */
export function programsFolder(root: Root): string {
  return join(root.state, 'programs')
}

export type ProgramFile = 'json' | 'out' | 'err' | 'conf'

/** `name` is the pid, but for the config, which is there before. */
export function programFile(root: Root, vmid: number, name: number | string, kind: ProgramFile): string {
  return join(programsFolder(root), String(vmid), `${name}.${kind}`)
}

export async function writeProgram(host: Host, vmid: number, record: ProgramRecord): Promise<void> {
  await host.files.writeAtomic(programFile(host.root, vmid, record.pid, 'json'), JSON.stringify(record), 0o600)
}

/** Is its end noted, or will it never be? */
export function hasEnded({ processes }: Host, { end, runner }: ProgramRecord): boolean {
  return end !== undefined || !processes.alive(runner.pid, runner.startTicks)
}

/** undefined: there is none, or none any more */
export async function readProgram(host: Host, vmid: number, pid: number): Promise<ProgramRecord | undefined> {
  const text = await host.files.readIfThere(programFile(host.root, vmid, pid, 'json'))
  return text === undefined ? undefined : (JSON.parse(text) as ProgramRecord)
}
