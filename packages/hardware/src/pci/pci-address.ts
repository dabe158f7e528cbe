/** One PCI device, or with all its functions a card. */
export interface PciAddress {
  /** `0000:01:00` */
  readonly slot: string
  /** 0 to 7; undefined: all of them */
  readonly function: number | undefined
}

const form = /^(?:([0-9a-f]{4,}):)?([0-9a-f]{2}):([0-9a-f]{2})(?:\.([0-7]))?$/i

/** Reads `0000:01:00.0`, `01:00.0`, `01:00`. undefined: it is no address */
export function parsePciAddress(text: string): PciAddress | undefined {
  const match = form.exec(text)
  if (!match) return undefined
  return {
    slot: `${match[1] ?? '0000'}:${match[2]}:${match[3]}`.toLowerCase(),
    function: match[4] === undefined ? undefined : Number(match[4]),
  }
}
