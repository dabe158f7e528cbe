import type { Host } from '@quorate/host'
import { failureText } from '@quorate/schema'
import { examineDir } from './examine-dir.ts'
import { examinePci, remarkPci } from './examine-pci.ts'
import { examineUsb } from './examine-usb.ts'
import { entriesOf, type Mapping } from './mapping-entry.ts'
import type { MappingKind } from './mapping-kind.ts'

export interface Diagnosis {
  readonly severity: 'warning' | 'error'
  readonly message: string
}

async function problems(host: Host, kind: MappingKind, mapping: Mapping): Promise<(string | undefined)[]> {
  const { node } = host.root
  if (kind === 'pci') return await Promise.all(entriesOf('pci', mapping, node).map(entry => examinePci(host.kernel, entry)))
  if (kind === 'usb') return await Promise.all(entriesOf('usb', mapping, node).map(entry => examineUsb(host.kernel, entry)))
  return await Promise.all(entriesOf('dir', mapping, node).map(entry => examineDir(host, entry)))
}

/** What would be wrong with using a mapping on this node; empty: nothing. */
export async function diagnose(host: Host, kind: MappingKind, mapping: Mapping): Promise<Diagnosis[]> {
  try {
    const found = await problems(host, kind, mapping)
    if (found.length === 0) return [{ severity: 'warning', message: `nothing is mapped on node ${host.root.node}` }]
    const errors = found.filter(text => text !== undefined).map(message => ({ severity: 'error', message }) as const)
    const remarks = kind === 'pci' ? entriesOf('pci', mapping, host.root.node).map(remarkPci) : []
    return [...errors, ...remarks.filter(text => text !== undefined).map(message => ({ severity: 'warning', message }) as const)]
  } catch (error) {
    return [{ severity: 'error', message: failureText(error) }]
  }
}
