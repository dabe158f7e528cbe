import { join } from 'node:path'
import { migrationFolder } from '@quorate/guest'
import type { Host } from '@quorate/host'

const pathOf = ({ root }: Pick<Host, 'root'>, vmid: number): string => join(migrationFolder(root), `${vmid}.down`)

/** Notes that a container was shut down for its migration. The note does not outlive the machine's run. */
export async function noteDown(host: Host, vmid: number): Promise<void> {
  await host.files.makeDirectory(migrationFolder(host.root), 0o700)
  await host.files.writeAtomic(pathOf(host, vmid), '', 0o600)
}

/** Has this machine been on since? While it was off somebody may have given the container to another node by hand. */
export async function isNotedDown(host: Host, vmid: number): Promise<boolean> {
  return (await host.files.stat(pathOf(host, vmid))) !== undefined
}

export async function forgetDown(host: Host, vmid: number): Promise<void> {
  await host.files.remove(pathOf(host, vmid))
}
