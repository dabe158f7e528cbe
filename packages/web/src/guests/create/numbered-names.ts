/** Names of so many guests created at once: `web-01` goes on with `web-02`; a name without a number gets one. */
export function numberedNames(name: string, count: number): readonly string[] {
  if (count === 1 || name === '') return Array.from({ length: count }, () => name)
  const [, stem = name, digits] = /^(.*?)(\d+)$/.exec(name) ?? []
  if (digits !== undefined) {
    const first = Number(digits)
    return Array.from({ length: count }, (_, index) => `${stem}${String(first + index).padStart(digits.length, '0')}`)
  }
  const width = String(count).length
  return Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(width, '0')}`)
}
