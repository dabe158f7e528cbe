import { parameterFailure } from '@quorate/schema'

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }
const sector = 512

/** Bytes that a disk of `present` bytes shall have. Without a unit the number is in bytes. */
export function wantedSize(text: string, present: number): number {
  const match = /^(\+?)(\d+(?:\.\d+)?)([KMGT]?)$/.exec(text)
  if (!match) throw parameterFailure({ size: `'${text}' is no size: use for example +5G or 32G` })
  const bytes = Math.round(Number(match[2]) * (units[match[3] ?? ''] ?? 1))
  const wanted = match[1] ? present + bytes : bytes
  return Math.ceil(wanted / sector) * sector
}
