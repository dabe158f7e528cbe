import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { keptMs, mostKept } from './program-limits.ts'
import { hasEnded, programFile, programsFolder, readProgram, type ProgramFile } from './program-record.ts'

const kinds: readonly ProgramFile[] = ['json', 'out', 'err']

interface Ended {
  readonly vmid: number
  readonly pid: number
  /** milliseconds since 1970 */
  readonly at: number
}

export async function forgetProgram(host: Host, vmid: number, pid: number): Promise<void> {
  // The record last: what it does not name would never be found.
  for (const kind of kinds.toReversed()) await host.files.remove(programFile(host.root, vmid, pid, kind))
}

async function endedPrograms(host: Host): Promise<Ended[]> {
  const ended: Ended[] = []
  const folder = programsFolder(host.root)
  for (const vmid of await host.files.list(folder)) {
    for (const name of await host.files.list(join(folder, vmid))) {
      // Left by a runner that was killed.
      if (name.endsWith('.conf') && !name.startsWith(`${process.pid}-`)) await host.files.remove(join(folder, vmid, name))
      const pid = /^(\d+)\.json$/.exec(name)?.[1]
      const record = pid === undefined ? undefined : await readProgram(host, Number(vmid), Number(pid))
      if (!record || !hasEnded(host, record)) continue
      const at = ((await host.files.stat(join(folder, vmid, name)))?.mtime ?? 0) * 1000
      ended.push({ vmid: Number(vmid), pid: record.pid, at })
    }
  }
  return ended.toSorted((a, b) => b.at - a.at)
}

/** Removes what ended programs wrote once it is old, or too much. */
export async function forgetPrograms(host: Host): Promise<void> {
  await host.files.makeDirectory(programsFolder(host.root), 0o700)
  const ended = await endedPrograms(host)
  for (const [at, { vmid, pid, at: time }] of ended.entries()) {
    if (at >= mostKept || host.now() - time >= keptMs) await forgetProgram(host, vmid, pid)
  }
}
