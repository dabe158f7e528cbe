import { existsSync } from 'node:fs'
import { findProgram, readProc, type Host } from '@quorate/host'
import type { LxcServices, MachineFacts } from '../services.ts'
import { usableCpus } from './cpu-sets.ts'

/** Names of architectures in configs, by Node's. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: 'i386', arm: 'armhf' }

function enforcesAppArmor(): boolean {
  return readProc('/sys/module/apparmor/parameters/enabled')?.trim() === 'Y' && findProgram('apparmor_parser') !== undefined
}

/** Version 1 has the file in every group; version 2 limits swap whenever it limits memory. */
function limitsSwap(version: 1 | 2): boolean {
  return version === 2 || existsSync('/sys/fs/cgroup/memory/memory.memsw.limit_in_bytes')
}

/** What this machine offers to containers. Looked at once, but for the bridges, which come and go. */
export function hostFactsOf(host: Host): LxcServices['hostFacts'] {
  let fixed: Omit<MachineFacts, 'bridgeMtu'> | undefined
  return async bridges => {
    fixed ??= {
      arch: architectures[process.arch] ?? process.arch,
      cpuNumbers: usableCpus(),
      cgroupVersion: host.cgroups.version,
      swapAccounting: limitsSwap(host.cgroups.version),
      appArmor: enforcesAppArmor(),
    }
    const bridgeMtu = new Map(
      bridges.flatMap((name): [string, number][] => {
        const mtu = host.links.mtu(name)
        return mtu === undefined ? [] : [[name, mtu]]
      }),
    )
    return { ...fixed, bridgeMtu }
  }
}
