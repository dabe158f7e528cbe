import { parsePciAddress } from '@quorate/hardware/pci-address'
import { Failure } from '@quorate/schema'
import type { VmFacts } from '../plan/vm-facts.ts'
import type { HostPciConfig } from './host-pci.ts'

/** What is known of the PCI devices that a config may name. */
export type PciFacts = Pick<VmFacts, 'node' | 'mappings' | 'pciFunctions' | 'setAside' | 'typedFunctions'>

/**
 * Full addresses of what a hostpci key names; one without a function means all functions of the card. `used`: what
 * other keys of this guest have got.
 */
export function hostPciAddresses(facts: PciFacts, key: string, config: HostPciConfig, used: ReadonlySet<string>): readonly string[] {
  const setAside = facts.setAside?.get(key)
  if (setAside) return setAside
  if (config.mapping !== undefined) return mapped(facts, key, config.mapping, used)
  const named = (config.host ?? '').split(';').filter(Boolean)
  if (named.length === 0) throw new Failure(`${key}: names no device of the host`)
  return named.flatMap(text => {
    const address = parsePciAddress(text)
    if (!address) throw new Failure(`${key}: '${text}' is not a PCI address such as 0000:01:00.0`)
    if (address.function !== undefined) return [`${address.slot}.${address.function}`]
    const functions = facts.pciFunctions?.get(address.slot)
    if (!functions?.length) throw new Failure(`${key}: there is no PCI device at ${address.slot} on node ${facts.node}`)
    return [...functions]
  })
}

function mapped(facts: PciFacts, key: string, name: string, used: ReadonlySet<string>): readonly string[] {
  const choices = (facts.mappings?.get(`pci/${name}`)?.choices ?? []).filter(({ devices }) => devices.length > 0)
  if (choices.length === 0) throw new Failure(`${key}: mapping '${name}' has no device on node ${facts.node}`)
  const free = choices.find(({ devices }) => !devices.some(device => used.has(device)))
  return (free ?? choices[0]!).devices
}
