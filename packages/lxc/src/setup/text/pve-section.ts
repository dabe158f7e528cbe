const begin = '# --- BEGIN PVE ---'
const end = '# --- END PVE ---'

/** The lines of a file that we keep, between their markers. */
export function sectionLines(lines: readonly string[]): string[] {
  return lines.length ? [begin, ...lines, end] : []
}

export function opensSection(line: string): boolean {
  return line.trim() === begin
}

export function closesSection(line: string): boolean {
  return line.trim() === end
}

/** Lines before, between and after the markers; the last two are undefined when there is no section. */
function cut(lines: readonly string[]) {
  const from = lines.findIndex(opensSection)
  if (from < 0) return { before: lines, after: undefined }
  const length = lines.slice(from).findIndex(closesSection)
  return { before: lines.slice(0, from), after: lines.slice(from + Math.max(1, length + 1)) }
}

function plain(line: string): string {
  return line.trim().replace(/\s+/g, ' ')
}

/** What people wrote around the section, in one piece. */
export function outsideSection(text: string): string {
  const { before, after = [] } = cut(text.split('\n'))
  return [...before, ...after].join('\n')
}

/**
 * The text with a section of these lines: in place of the one that is there, else at the `place`, where lines that say
 * the same already give way to it. No lines: without a section. Everything else stays as it is, byte by byte.
 */
export function withSection(text: string | undefined, lines: readonly string[], place: 'first' | 'last'): string {
  const section = sectionLines(lines)
  const { before, after } = cut((text ?? '').split('\n'))
  if (after) return [...before, ...section, ...after].join('\n')
  if (!section.length) return text ?? ''
  const said = new Set(lines.map(plain))
  const rest = (text ?? '').split('\n').filter(line => line.trim() === '' || !said.has(plain(line)))
  if (rest.at(-1) === '') rest.pop()
  return `${(place === 'first' ? [...section, ...rest] : [...rest, ...section]).join('\n')}\n`
}
