import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { SharedFolderPlan } from '../plan/vm-plan.ts'
import { endProcess, processOf, type PidFile } from '@quorate/guest'
import { runFolder } from './run-record.ts'

/** The newer program, of its own package, and the one that came with QEMU up to 7. */
const newer = '/usr/libexec/virtiofsd'
const older = '/usr/lib/qemu/virtiofsd'
const readyMs = 10_000
const lookAgainMs = 10

function pathOf(host: Host, vmid: number, key: string, ending: string): string {
  return join(runFolder(host.root), `${vmid}.${key}.${ending}`)
}

function newerArguments({ socket, folder, cache, directIo, acl, attributes }: SharedFolderPlan): string[] {
  return [
    `--socket-path=${socket}`,
    `--shared-dir=${folder}`,
    `--cache=${cache}`,
    '--announce-submounts',
    '--inode-file-handles=prefer',
    ...(directIo ? ['--allow-direct-io'] : []),
    ...(attributes ? ['--xattr'] : []),
    ...(acl ? ['--posix-acl'] : []),
  ]
}

function olderArguments({ key, socket, folder, cache, directIo, acl, attributes }: SharedFolderPlan): string[] {
  if (cache === 'metadata')
    throw new Failure(`${key}: cache=metadata needs the package virtiofsd, which this node does not have: use cache=auto`)
  const options = [
    `source=${folder}`,
    `cache=${cache === 'never' ? 'none' : cache}`,
    'announce_submounts',
    ...(directIo ? ['allow_direct_io'] : []),
    ...(attributes ? ['xattr'] : []),
    ...(acl ? ['posix_acl'] : []),
  ]
  return ['-f', `--socket-path=${socket}`, ...options.flatMap(option => ['-o', option])]
}

/** The command that serves a folder. Fails when no program for it is installed, or it cannot do what is asked. */
export async function virtiofsCommand({ files }: Host, plan: SharedFolderPlan): Promise<{ program: string; args: string[] }> {
  if (plan.folder.includes(',')) throw new Failure(`${plan.key}: the folder '${plan.folder}' has a comma in its name`)
  if (await files.stat(newer)) return { program: newer, args: newerArguments(plan) }
  if (await files.stat(older)) return { program: older, args: olderArguments(plan) }
  throw new Failure(`${plan.key}: virtiofsd is not installed on this node: install the package virtiofsd`)
}

async function lastWords(host: Host, log: string): Promise<string> {
  return (await host.files.readIfThere(log))?.trim().split('\n').at(-1) ?? ''
}

/** Starts to serve a folder. The program ends by itself when QEMU closes its connection. */
export async function startVirtiofsd(host: Host, vmid: number, plan: SharedFolderPlan): Promise<void> {
  const { program, args } = await virtiofsCommand(host, plan)
  const pidfile = pathOf(host, vmid, plan.key, 'pid')
  const log = pathOf(host, vmid, plan.key, 'log')
  await host.files.remove(plan.socket)
  const daemon = ['--start', '--background', '--make-pidfile', '--pidfile', pidfile, '--output', log, '--startas', program, '--', ...args]
  await host.exec('start-stop-daemon', daemon)
  try {
    await listening(host, vmid, plan, log)
  } catch (error) {
    await stopVirtiofsd(host, vmid, plan.key)
    throw error
  }
}

/** The program tells nobody that it is ready; it is within milliseconds. */
async function listening(host: Host, vmid: number, { key, socket, folder }: SharedFolderPlan, log: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += lookAgainMs) {
    if (await host.files.stat(socket)) return
    const begun = await host.files.readIfThere(pathOf(host, vmid, key, 'pid'))
    if (begun && (await processOf(host, pidFile(host, vmid, key))) === undefined) break
    await delay(lookAgainMs)
  }
  throw new Failure(`${key}: virtiofsd does not serve ${folder}: ${await lastWords(host, log)}`)
}

function pidFile(host: Host, vmid: number, key: string): PidFile {
  return { path: pathOf(host, vmid, key, 'pid'), mark: pathOf(host, vmid, key, 'sock') }
}

export async function stopVirtiofsd(host: Host, vmid: number, key: string): Promise<void> {
  await endProcess(host, pidFile(host, vmid, key))
}

/** Ends all that serve folders to a guest, by the files of its run. */
export async function stopAllVirtiofsd(host: Host, vmid: number): Promise<void> {
  const folder = runFolder(host.root)
  if (!(await host.files.stat(folder))) return
  for (const name of await host.files.list(folder)) {
    const key = /^(\d+)\.(virtiofs\d+)\.pid$/.exec(name)
    if (key && Number(key[1]) === vmid) await stopVirtiofsd(host, vmid, key[2] as string)
  }
}
