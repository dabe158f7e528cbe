import { Failure } from '@quorate/schema/failure'

/** A line that is no section: `key: value`, a comment, or blank. Printed as it was read. */
export interface Line {
  readonly kind: 'line'
  readonly text: string
  readonly key?: string
  readonly value?: string
}

/** `name { ... }` with everything between; `opening` and `closing` are its lines as they were read. */
export interface Section {
  readonly kind: 'section'
  readonly name: string
  readonly opening: string
  readonly items: Item[]
  readonly closing: string
}

export type Item = Line | Section

/** A whole corosync.conf. Prints what it was read from, byte by byte, but for what was changed. */
export type Document = Item[]

const section = /^([^\s:{}#]+)\s*\{$/
const setting = /^([^\s:{}#]+)\s*:\s*(.*)$/

function readLine(text: string, number: number): Line {
  const bare = text.trim()
  if (bare === '' || bare.startsWith('#')) return { kind: 'line', text }
  const [, key, value] = setting.exec(bare) ?? []
  if (key === undefined || value === undefined)
    throw new Failure(`corosync.conf, line ${number}: '${bare}' is neither 'key: value' nor 'section {' nor '}'`)
  return { kind: 'line', text, key, value }
}

/** Fails with the number of the line that cannot be read. */
export function parseDocument(text: string): Document {
  const document: Document = []
  const open: { readonly name: string; readonly opening: string; readonly items: Item[]; readonly line: number }[] = []
  const here = () => open.at(-1)?.items ?? document
  for (const [index, line] of text.split('\n').entries()) {
    const bare = line.trim()
    const [, name] = section.exec(bare) ?? []
    if (name !== undefined) {
      open.push({ name, opening: line, items: [], line: index + 1 })
    } else if (bare === '}') {
      const done = open.pop()
      if (!done) throw new Failure(`corosync.conf, line ${index + 1}: '}' closes no section`)
      here().push({ kind: 'section', name: done.name, opening: done.opening, items: done.items, closing: line })
    } else {
      here().push(readLine(line, index + 1))
    }
  }
  const unclosed = open.at(-1)
  if (unclosed) throw new Failure(`corosync.conf, line ${unclosed.line}: the section '${unclosed.name}' is not closed`)
  return document
}

function linesOf(items: readonly Item[]): string[] {
  return items.flatMap(item => (item.kind === 'line' ? [item.text] : [item.opening, ...linesOf(item.items), item.closing]))
}

export function printDocument(document: Document): string {
  return linesOf(document).join('\n')
}

export function sectionsOf(items: readonly Item[], name: string): Section[] {
  return items.filter(item => item.kind === 'section').filter(item => item.name === name)
}

/** The last value of a key, as corosync takes it. */
export function valueOf(items: readonly Item[], key: string): string | undefined {
  return items.filter(item => item.kind === 'line').findLast(line => line.key === key)?.value
}
