import { access, constants, readFile } from 'node:fs/promises'
import { errorCode, readCpuInfo, type Host } from '@quorate/host'
import type { HostFacts } from '../plan/vm-facts.ts'
import type { QemuServices } from '../services.ts'
import { hugePageSizes } from './huge-pages.ts'
import { ioUringWorks } from './io-uring.ts'
import { isLimitedKvm } from './limited-kvm.ts'

async function usable(device: string): Promise<boolean> {
  try {
    await access(device, constants.R_OK | constants.W_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'ENXIO'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

const interfaceName = /^[A-Za-z][A-Za-z0-9_.-]{0,14}$/

async function bridgeMtus(bridges: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>()
  for (const bridge of bridges.filter(name => interfaceName.test(name))) {
    try {
      found.set(bridge, Number(await readFile(`/sys/class/net/${bridge}/mtu`, 'utf8')))
    } catch (error) {
      // That there is no such bridge is told where a card is to be plugged into it.
      if (errorCode(error) !== 'ENOENT') throw error
    }
  }
  return found
}

async function numaNodesOf({ kernel }: Host): Promise<number[]> {
  const names = await kernel.list('devices/system/node')
  const numbers = names.flatMap(name => /^node(\d+)$/.exec(name)?.[1] ?? []).map(Number)
  return numbers.length ? numbers : [0]
}

/** What this machine offers to virtual machines. Looked at once, but for the bridges, which come and go. */
export function hostFactsOf(host: Host): QemuServices['hostFacts'] {
  let fixed: Promise<Omit<HostFacts, 'bridgeMtu'>> | undefined
  const look = async () => {
    const cpu = readCpuInfo()
    const kvm = await usable('/dev/kvm')
    const [limitedKvm, ioUring] = await Promise.all([kvm && isLimitedKvm(host), ioUringWorks(host)])
    return {
      kvm,
      limitedKvm,
      vhostNet: await usable('/dev/vhost-net'),
      arch: process.arch === 'arm64' ? 'aarch64' : 'x86_64',
      cpus: cpu.cpus,
      ...(cpu.vendor === undefined ? {} : { cpuVendor: cpu.vendor }),
      cgroupVersion: host.cgroups.version,
      ioUring,
      renderNode: ((await host.files.stat('/dev/dri')) ? await host.files.list('/dev/dri') : []).some(name => name.startsWith('renderD')),
      ...(cpu.physicalBits === undefined ? {} : { physicalBits: cpu.physicalBits }),
      numaNodes: await numaNodesOf(host),
      hugePages: await hugePageSizes(host),
    } as const
  }
  return async bridges => {
    fixed ??= look()
    return { ...(await fixed), bridgeMtu: await bridgeMtus(bridges) }
  }
}
