const header = /^\[([\w:.-]+)\]\s*$/

/** Each line of a config below the name of its section, as `section line`; the first section has none. */
function linesOf(text: string): Map<string, string> {
  const lines = new Map<string, string>()
  let section = ''
  for (const line of text.split('\n')) {
    section = header.exec(line)?.[1] ?? section
    if (line.trim() === '') continue
    const key = line.startsWith('#') ? 'description' : (/^([\w.-]+)\s*[:=]/.exec(line)?.[1] ?? '')
    lines.set(`${section} ${line}`, section === '' ? key : `[${section}]`)
  }
  return lines
}

/** Which keys of a guest's config are others, and which of its sections (snapshots, what waits for the next start). */
export function changedSettings(before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const changed = [...[...old].filter(([line]) => !now.has(line)), ...[...now].filter(([line]) => !old.has(line))]
  return [...new Set(changed.map(([, name]) => name))].filter(name => name !== '').toSorted()
}
