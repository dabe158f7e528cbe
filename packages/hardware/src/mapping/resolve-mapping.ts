import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { examineDir } from './examine-dir.ts'
import { entryAddresses, examinePci } from './examine-pci.ts'
import { examineUsb } from './examine-usb.ts'
import { MappingConfig } from './mapping-config.ts'
import { entriesOf } from './mapping-entry.ts'
import { mappingNames, type MappingKind } from './mapping-kind.ts'

/** One thing that a mapping offers on this node. */
export interface MappedChoice {
  /** PCI addresses that belong together (`0000:01:00.0`), one USB `bus-port` or `vendor:product`, one absolute folder. */
  readonly devices: readonly string[]
  /** What speaks against using it. */
  readonly problem: string | undefined
}

export interface MappedResource {
  /** Of several, a guest gets one that is free. */
  readonly choices: readonly MappedChoice[]
  /** PCI: to be split into mediated devices */
  readonly mdev: boolean
}

/** What a mapping stands for on this node. Fails when there is none of that name, or it has nothing here. */
export async function resolveMapping(services: { store: ConfigStore; host: Host }, kind: MappingKind, id: string): Promise<MappedResource> {
  const { host, store } = services
  const mapping = new MappingConfig(store, kind).require(id)
  const choices = await choicesOf(host, kind, mapping)
  if (choices.length === 0) throw new Failure(`${mappingNames[kind]} '${id}' has nothing on node ${host.root.node}`)
  return { choices, mdev: mapping.mdev }
}

async function choicesOf(host: Host, kind: MappingKind, mapping: Parameters<typeof entriesOf>[1]): Promise<MappedChoice[]> {
  const { node } = host.root
  if (kind === 'pci') {
    const entries = entriesOf('pci', mapping, node)
    return await Promise.all(
      entries.map(async entry => ({
        devices: await entryAddresses(host.kernel, entry),
        problem: await examinePci(host.kernel, entry),
      })),
    )
  }
  if (kind === 'usb') {
    const entries = entriesOf('usb', mapping, node)
    return await Promise.all(
      entries.map(async entry => ({ devices: [entry.path ?? entry.id], problem: await examineUsb(host.kernel, entry) })),
    )
  }
  const entries = entriesOf('dir', mapping, node)
  return await Promise.all(entries.map(async entry => ({ devices: [entry.path], problem: await examineDir(host, entry) })))
}
