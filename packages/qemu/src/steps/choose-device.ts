import { mediatedProblem } from '@quorate/hardware'
import type { KernelTree } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { HostPciConfig } from '../devices/host-pci.ts'
import { hostPciAddresses, type PciFacts } from '../devices/host-pci-addresses.ts'
import type { ResolvedMapping } from '../plan/vm-facts.ts'

type Choice = ResolvedMapping['choices'][number]

/** Either what a mapping offers, or the one thing that the key names itself. */
function choicesOf(facts: PciFacts, key: string, config: HostPciConfig): readonly Choice[] {
  const mapping = config.mapping === undefined ? undefined : facts.mappings?.get(`pci/${config.mapping}`)
  if (!mapping) return [{ devices: hostPciAddresses(facts, key, config, new Set()), problem: undefined }]
  if (config.mdev !== undefined && !mapping.mdev) {
    throw new Failure(`${key}: mapping '${config.mapping}' is not for mediated devices: set mdev=1 in it, or take mdev out of ${key}`)
  }
  if (config.mdev === undefined && mapping.mdev)
    throw new Failure(`${key}: mapping '${config.mapping}' is for mediated devices: name a type with mdev=`)
  return mapping.choices
}

/** Whether only one guest at a time can have it: not the card that several mediated devices are made of. */
export function isExclusive(facts: PciFacts, config: HostPciConfig, address: string): boolean {
  return config.mdev === undefined || facts.typedFunctions?.has(address) === true
}

/**
 * The PCI devices that a hostpci key of a starting guest gets: the first choice that nobody uses and that is what it
 * was when it was recorded. `taken`: who has what: `VM 101`. Fails with what speaks against every choice.
 */
export async function chooseDevice(
  kernel: KernelTree,
  facts: PciFacts,
  key: string,
  config: HostPciConfig,
  taken: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const problems: string[] = []
  for (const { devices, problem } of choicesOf(facts, key, config)) {
    const inUse = devices.find(address => taken.has(address) && isExclusive(facts, config, address))
    const against =
      problem ??
      (inUse === undefined ? undefined : `PCI device ${inUse} is in use by ${taken.get(inUse)}`) ??
      (config.mdev === undefined ? undefined : await mediatedProblem(kernel, devices[0] ?? '', config.mdev))
    if (against === undefined) return devices
    problems.push(against)
  }
  throw new Failure(`${key}: ${config.mapping === undefined ? '' : `mapping '${config.mapping}' cannot be used: `}${problems.join('; ')}`)
}
