/** First free `vm-<vmid>-disk-<n>`: a number is taken by any name of that guest, whatever its prefix and ending. */
export function nextDiskName(vmid: number, taken: Iterable<string>): string {
  const numbers = new Set<number>()
  const pattern = new RegExp(`^(?:vm|base|subvol|basevol)-${vmid}-disk-(\\d+)(?:\\.|$)`)
  for (const name of taken) {
    const match = pattern.exec(name)
    if (match) numbers.add(Number(match[1]))
  }
  let free = 0
  while (numbers.has(free)) free += 1
  return `vm-${vmid}-disk-${free}`
}
