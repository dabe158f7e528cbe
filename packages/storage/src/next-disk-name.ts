import { guestPrefixes } from './guest-volume-name.ts'

/** First free `vm-<vmid>-disk-<n>`: a number is taken by any name of that guest, whatever its prefix and ending. */
export function nextDiskName(vmid: number, taken: Iterable<string>, prefix = 'vm'): string {
  const numbers = new Set<number>()
  const pattern = new RegExp(`^(?:${guestPrefixes.join('|')})-${vmid}-disk-(\\d+)(?:[.@]|$)`)
  for (const name of taken) {
    const match = pattern.exec(name)
    if (match) numbers.add(Number(match[1]))
  }
  let free = 0
  while (numbers.has(free)) free += 1
  return `${prefix}-${vmid}-disk-${free}`
}
