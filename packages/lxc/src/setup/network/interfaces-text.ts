import { closesSection, opensSection } from '../text/pve-section.ts'

/** One stanza of an interfaces(5) file with the blank lines and comments up to the next one. */
export interface Stanza {
  head: string
  body: string[]
  gap: string[]
}

const keyword = /^\s*(?:iface|auto|allow-\S+|mapping|source|source-directory|no-auto-down|no-scripts|template|rename|inherit)\b/
const ifaceForm = /^\s*iface\s+(\S+)\s+(inet6?)\s+\S/

/** Physical lines, those that end with a backslash together with the next. */
function logicalLines(text: string): string[] {
  const lines: string[] = []
  for (const line of text.replace(/\r/g, '').split('\n')) {
    if (lines.at(-1)?.endsWith('\\')) lines.push(`${lines.pop()}\n${line}`)
    else lines.push(line)
  }
  return lines
}

/** What an `iface` line is about; undefined for other stanzas. */
export function ifaceOf({ head }: Stanza): { name: string; family: string } | undefined {
  const match = ifaceForm.exec(head)
  return match ? { name: match[1] ?? '', family: match[2] ?? '' } : undefined
}

/** Names that an `auto` line brings up; empty for other stanzas. */
export function autoNames({ head }: Stanza): string[] {
  const match = /^\s*(?:auto|allow-auto)\s+(.*)$/.exec(head.replaceAll('\\\n', ' '))
  return match ? (match[1] ?? '').split(/\s+/).filter(Boolean) : []
}

/** The stanzas of a file; the first one has no head and holds what stands before any other. */
export function parseInterfaces(text: string): Stanza[] {
  const stanzas: Stanza[] = [{ head: '', body: [], gap: [] }]
  let inSection = false
  for (const line of text === '' ? [] : logicalLines(text.replace(/\n+$/, ''))) {
    const stanza = stanzas.at(-1)!
    const starts = keyword.test(line)
    if (starts) inSection = false
    if (opensSection(line)) inSection = true
    if (starts) stanzas.push({ head: line, body: [], gap: [] })
    else if (!inSection && /^\s*(?:#|$)/.test(line)) stanza.gap.push(line)
    else stanza.body.push(...stanza.gap.splice(0), line)
    if (closesSection(line)) inSection = false
  }
  return stanzas
}

export function renderInterfaces(stanzas: readonly Stanza[]): string {
  const lines = stanzas.flatMap(({ head, body, gap }) => [...(head === '' ? [] : [head]), ...body, ...gap])
  return `${lines.join('\n').replace(/^\n+|\n+$/g, '')}\n`
}

/** Adds a stanza behind another, with a blank line between. */
export function insertAfter(stanzas: Stanza[], at: number, head: string): Stanza {
  const before = stanzas[at]!
  const added = { head, body: [], gap: before.gap }
  before.gap = ['']
  stanzas.splice(at + 1, 0, added)
  return added
}

/** Adds a stanza before another, with a blank line between. */
export function insertBefore(stanzas: Stanza[], at: number, head: string): Stanza {
  const added = { head, body: [], gap: [''] }
  stanzas.splice(at, 0, added)
  return added
}

/** Adds a stanza at the end, with a blank line before. */
export function appendStanza(stanzas: Stanza[], head: string): Stanza {
  const last = stanzas.at(-1)!
  const added = { head, body: [], gap: [] }
  if ((last.head !== '' || last.gap.length) && last.gap.at(-1) !== '') last.gap.push('')
  stanzas.push(added)
  return added
}

/** Is this the line that brings up the card of the next stanza? Between these two stands no blank line. */
function leadsTo(stanza: Stanza, next: Stanza | undefined): boolean {
  const name = next && ifaceOf(next)?.name
  return name !== undefined && autoNames(stanza).includes(name)
}

/** Takes stanzas away; comments behind them stay. */
export function dropStanzas(stanzas: Stanza[], unwanted: (stanza: Stanza) => boolean): void {
  for (let at = stanzas.length - 1; at > 0; at--) {
    const { gap } = stanzas[at]!
    const before = stanzas[at - 1]!
    if (!unwanted(stanzas[at]!)) continue
    stanzas.splice(at, 1)
    const blank = before.gap.at(-1) === '' || (before.gap.length === 0 && leadsTo(before, stanzas[at]))
    before.gap.push(...(blank && gap[0] === '' ? gap.slice(1) : gap))
  }
}
