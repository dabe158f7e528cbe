import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { machineAptOptions, machineArchives, type SourcesFile } from './machine-archives.ts'
import type { ArchiveKind } from './distributions.ts'

export interface MachineApt {
  /** Where the machine gets Debian from. */
  readonly archives: { readonly [K in ArchiveKind]?: string }
  readonly options: readonly string[]
}

/** How the machine itself reaches packages. */
export async function readMachineApt(host: Host): Promise<MachineApt> {
  const folder = '/etc/apt/sources.list.d'
  const listed = (await host.files.stat(folder)) ? await host.files.list(folder) : []
  const names = listed.filter(name => /\.(?:list|sources)$/.test(name)).map(name => join(folder, name))
  const files: SourcesFile[] = []
  for (const name of ['/etc/apt/sources.list', ...names]) {
    const text = await host.files.readIfThere(name)
    if (text !== undefined) files.push({ name, text })
  }
  const { stdout } = await host.exec('apt-config', ['dump', 'Acquire'])
  return { archives: machineArchives(files), options: machineAptOptions(stdout) }
}

/** `amd64` */
export async function nativeArchitecture(host: Host): Promise<string> {
  return (await host.exec('dpkg', ['--print-architecture'])).stdout.trim()
}
