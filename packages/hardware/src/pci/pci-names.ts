import type { Host } from '@quorate/host'

const file = '/usr/share/misc/pci.ids'

/** Names of vendors and devices by their numbers: `8086`, `8086:1533`, and of subsystems `8086:1533 8086:0001`. */
export type PciNames = ReadonlyMap<string, string>

/**
 * Reads the names of these vendors from a list of PCI ids: a vendor's line begins with its number, its devices are
 * indented by one tab, subsystems by two.
 */
function parsePciNames(text: string, vendors: ReadonlySet<string>): PciNames {
  const names = new Map<string, string>()
  let vendor: string | undefined
  let device: string | undefined
  for (const line of text.split('\n')) {
    // The list of classes follows the vendors.
    if (line.startsWith('C ')) break
    const match = /^(\t{0,2})([0-9a-f]{4})(?: ([0-9a-f]{4}))? {2}(.+)$/.exec(line)
    if (!match) continue
    const [, depth = '', first = '', second, name = ''] = match
    if (depth === '') {
      vendor = vendors.has(first) ? first : undefined
      if (vendor) names.set(first, name)
    } else if (vendor !== undefined && depth.length === 1) {
      device = `${vendor}:${first}`
      names.set(device, name)
    } else if (vendor !== undefined && second !== undefined) names.set(`${device} ${first}:${second}`, name)
  }
  return names
}

/** Empty where the list (Debian package pci.ids) is not installed. */
export async function pciNames(host: Host, vendors: ReadonlySet<string>): Promise<PciNames> {
  return parsePciNames((await host.files.readIfThere(file)) ?? '', vendors)
}
