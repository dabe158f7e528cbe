import { join } from 'node:path'
import type { Host, Root } from '@quorate/host'
import type { SocketPaths, VmPlan } from '../plan/vm-plan.ts'
import type { AddedPages } from './huge-pages.ts'

/**
 * What a start brings about, written before it does: whoever finds it later, also after a crash at any line, knows what
 * to take away. Lies at `<root>/run/qemu-server/100.run`.
 */
export interface RunRecord {
  readonly vmid: number
  /** milliseconds since 1970 */
  readonly begun: number
  readonly sockets: SocketPaths
  /** Numbers of its network cards that have a tap: 0 for net0. */
  readonly taps: readonly number[]
  /** Temporary files, absolute. */
  readonly copies: readonly string[]
  readonly volumes: readonly string[]
  /** File of memory that it shares with other guests, absolute. */
  readonly sharedMemory?: string
  /** Mediated devices that are made for it; without uuid: functions of a card that have taken a type. */
  readonly mediated?: readonly { readonly address: string; readonly uuid: string | undefined }[]
  /** Huge pages that its memory lies in, and those of them that were set aside for this run. */
  readonly hugePages?: {
    readonly mebibytes: 2 | 1024
    readonly folder: string
    readonly keep: boolean
    readonly added: readonly AddedPages[]
  }
  /** Machine version and program version that it was started with. */
  readonly machine: string
  readonly qemu: string
}

export function runFolder(root: Root): string {
  return join(root.run, 'qemu-server')
}

/** Group of the guest's process in the control group tree. */
export function cgroupOf(vmid: number): string {
  return `qemu/${vmid}`
}

export function tpmPidfile(root: Root, vmid: number): string {
  return join(runFolder(root), `${vmid}.swtpm.pid`)
}

function recordPath(root: Root, vmid: number): string {
  return join(runFolder(root), `${vmid}.run`)
}

export function recordOf(host: Host, vmid: number, plan: VmPlan, volumes: readonly string[], qemu: string): RunRecord {
  return {
    vmid,
    begun: host.now(),
    sockets: plan.sockets,
    taps: plan.nics.filter(nic => nic.tap).map(nic => Number(nic.key.slice(3))),
    copies: plan.copies.map(copy => copy.to),
    volumes,
    ...(plan.sharedMemory === undefined ? {} : { sharedMemory: plan.sharedMemory }),
    mediated: plan.hostDevices.flatMap(({ address, mediated }) => (mediated ? [{ address, uuid: mediated.uuid }] : [])),
    machine: plan.machine,
    qemu,
  }
}

export async function writeRecord(host: Host, record: RunRecord): Promise<void> {
  await host.files.makeDirectory(runFolder(host.root), 0o700)
  await host.files.writeAtomic(recordPath(host.root, record.vmid), JSON.stringify(record), 0o600)
}

/** undefined: no run of this guest has left anything */
export async function readRecord(host: Host, vmid: number): Promise<RunRecord | undefined> {
  const text = await host.files.readIfThere(recordPath(host.root, vmid))
  return text === undefined ? undefined : (JSON.parse(text) as RunRecord)
}

/** Ids of the guests of which there are files of a run, be it over or not. */
export async function knownRuns(host: Host): Promise<number[]> {
  const folder = runFolder(host.root)
  if (!(await host.files.stat(folder))) return []
  const ids = (await host.files.list(folder)).map(name => Number(/^(\d+)\./.exec(name)?.[1]))
  return [...new Set(ids.filter(Number.isSafeInteger))].toSorted((a, b) => a - b)
}

/** Removes every file of a guest's run; the record last, so that a crash in between is found again. */
export async function removeRunFiles(host: Host, vmid: number): Promise<void> {
  const folder = runFolder(host.root)
  if (!(await host.files.stat(folder))) return
  for (const name of await host.files.list(folder)) {
    if (name.startsWith(`${vmid}.`) && name !== `${vmid}.run`) await host.files.remove(join(folder, name))
  }
  await host.files.remove(recordPath(host.root, vmid))
}
