import { parameterFailure } from '@quorate/schema'
import { parsePciAddress } from '../pci/pci-address.ts'
import type { DirMapEntry, MapEntries, PciMapEntry } from './mapping-entry.ts'
import type { MappingKind } from './mapping-kind.ts'

function checkPci(entries: readonly PciMapEntry[]): string | undefined {
  const used = new Set<string>()
  for (const { node, path } of entries) {
    for (const text of path.split(';')) {
      const address = parsePciAddress(text)
      if (!address) return `'${text}' is not a PCI address such as 0000:01:00.0`
      const place = `${node} ${address.slot}${address.function === undefined ? '' : `.${address.function}`}`
      if (used.has(place)) return `device '${text}' of node '${node}' is named twice`
      used.add(place)
    }
  }
  return undefined
}

function checkFolder({ path }: DirMapEntry): string | undefined {
  if (!path.startsWith('/') || path.split('/').some(part => part === '..' || part === '.')) return `'${path}' is not an absolute path`
  return /^\/+$/.test(path) ? 'the whole file system of a node cannot be shared' : undefined
}

function twice(entries: readonly { readonly node: string }[]): string | undefined {
  const nodes = entries.map(entry => entry.node)
  const again = nodes.find((node, index) => nodes.indexOf(node) !== index)
  return again && `node '${again}' is named twice`
}

/** Refuses entries that contradict each other or name nothing that could be there. */
export function checkEntries<K extends MappingKind>(kind: K, entries: readonly MapEntries[K][]): void {
  const problem =
    entries.length === 0
      ? 'a mapping needs at least one entry'
      : kind === 'pci'
        ? checkPci(entries as readonly PciMapEntry[])
        : (twice(entries) ?? (kind === 'dir' ? (entries as readonly DirMapEntry[]).map(checkFolder).find(Boolean) : undefined))
  if (problem) throw parameterFailure({ map: problem })
}
