import { access, constants, readFile } from 'node:fs/promises'
import { errorCode, readCpuInfo, type Host } from '@quorate/host'
import type { HostFacts } from '../plan/vm-facts.ts'

async function usable(device: string): Promise<boolean> {
  try {
    await access(device, constants.R_OK | constants.W_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'ENXIO'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

async function bridgeMtus(host: Host): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const bridge of await host.links.bridges()) {
    try {
      found.set(bridge, Number(await readFile(`/sys/class/net/${bridge}/mtu`, 'utf8')))
    } catch (error) {
      // It was removed between the list and the look.
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  return found
}

/** What this machine offers to virtual machines. Looked at once, but for the bridges, which come and go. */
export function hostFactsOf(host: Host): () => Promise<HostFacts> {
  let fixed: Promise<Omit<HostFacts, 'bridgeMtu'>> | undefined
  const look = async () => {
    const cpu = readCpuInfo()
    return {
      kvm: await usable('/dev/kvm'),
      vhostNet: await usable('/dev/vhost-net'),
      arch: process.arch === 'arm64' ? 'aarch64' : 'x86_64',
      cpus: cpu.cpus,
      cgroupVersion: host.cgroups.version,
    } as const
  }
  return async () => {
    fixed ??= look()
    return { ...(await fixed), bridgeMtu: await bridgeMtus(host) }
  }
}
