import type { Item, Line, Section } from './document.ts'

const step = '  '
const indentOf = (text: string) => /^\s*/.exec(text)?.[0] ?? ''

export function line(key: string, value: string | number, indent: string): Line {
  return { kind: 'line', text: `${indent}${key}: ${value}`, key, value: String(value) }
}

type Content = readonly (readonly [string, string | number | Content])[]

/** A new section: pairs of key and value, or of name and what a section inside holds. */
export function newSection(name: string, content: Content, indent: string): Section {
  const items = content.map(([key, value]) =>
    typeof value === 'object' ? newSection(key, value, indent + step) : line(key, value, indent + step),
  )
  return { kind: 'section', name, opening: `${indent}${name} {`, items, closing: `${indent}}` }
}

/** How lines inside a section are indented: as those that are there. */
export function innerIndent(section: Section): string {
  const first = section.items.find(item => item.kind === 'section' || item.key !== undefined)
  if (!first) return indentOf(section.opening) + step
  return indentOf(first.kind === 'section' ? first.opening : first.text)
}

/** Sets a key: in the place of its last line, which keeps its indentation, or behind what is there. */
export function setValue(section: Section, key: string, value: string | number): void {
  const at = section.items.findLastIndex(item => item.kind === 'line' && item.key === key)
  const present = section.items[at]
  if (present?.kind === 'line') {
    if (present.value !== String(value)) section.items[at] = line(key, value, indentOf(present.text))
  } else {
    append(section.items, line(key, value, innerIndent(section)))
  }
}

export function removeValue(section: Section, key: string): void {
  remove(section.items, item => item.kind === 'line' && item.key === key)
}

export function remove(items: Item[], which: (item: Item) => boolean): void {
  for (let at = items.length - 1; at >= 0; at--) if (which(items[at]!)) items.splice(at, 1)
}

/** Adds behind the last line that is not blank. */
export function append(items: Item[], item: Item): void {
  const last = items.findLastIndex(one => one.kind === 'section' || one.text.trim() !== '')
  items.splice(last + 1, 0, item)
}

/** The section of a name, made when it is not there. */
export function ensureSection(items: Item[], name: string, indent: string): Section {
  const present = items.find(item => item.kind === 'section' && item.name === name)
  if (present?.kind === 'section') return present
  const made = newSection(name, [], indent)
  append(items, made)
  return made
}
