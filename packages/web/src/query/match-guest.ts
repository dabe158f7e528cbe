import type { Guest } from '../live/guest.ts'
import { parseQuery, type Term } from './parse-query.ts'

/** Fields of which only the configurations know: the server answers them. */
export const serverFields: ReadonlySet<string> = new Set(['mac', 'ip', 'disk', 'bridge', 'vlan', 'notes', 'os', 'iso', 'config'])

/** Guests that a term of the server's found, by the term's text. */
export type ServerMatches = ReadonlyMap<string, ReadonlySet<number>>

const percent = (part: number) => part * 100
const numbers: Readonly<Record<string, (guest: Guest) => number>> = {
  cpu: guest => percent(guest.cpu),
  mem: guest => percent(guest.maxmem ? guest.mem / guest.maxmem : 0),
  memory: guest => guest.maxmem / 2 ** 30,
  disksize: guest => guest.maxdisk / 2 ** 30,
  cores: guest => guest.maxcpu,
  id: guest => guest.vmid,
}

const texts: Readonly<Record<string, (guest: Guest) => readonly string[]>> = {
  status: guest => [guest.status],
  node: guest => [guest.node],
  pool: guest => [guest.pool],
  tag: guest => guest.tags,
  name: guest => [guest.name],
  lock: guest => [guest.lock],
  ha: guest => [guest.haState],
  type: guest => [guest.kind, ...(guest.kind === 'qemu' ? ['vm'] : ['ct', 'container'])],
  is: guest => [
    ...(guest.template ? ['template'] : ['guest']),
    ...(guest.lock ? ['locked'] : []),
    ...(guest.tags.length === 0 ? ['untagged'] : []),
    ...(guest.pool === '' ? ['unpooled'] : []),
  ],
}

/** Fields that a query may name, for completion and help. */
export const queryFields: readonly string[] = [...Object.keys(texts), ...Object.keys(numbers), ...serverFields]

const partly = new Set(['name'])

type Test = (guest: Guest) => boolean

/** Guests share their sets of tags. */
const lowered = new WeakMap<readonly string[], string>()

function lowerTags(tags: readonly string[]): string {
  const known = lowered.get(tags) ?? tags.join('\n').toLowerCase()
  lowered.set(tags, known)
  return known
}

function testOf(term: Term, matches: ServerMatches): Test {
  const { field, operator, value } = term
  const wanted = value.toLowerCase()
  if (field === '') {
    const number = /^\d+$/.test(wanted)
    return guest =>
      guest.name.toLowerCase().includes(wanted) ||
      (number && String(guest.vmid).startsWith(wanted)) ||
      (guest.tags.length > 0 && lowerTags(guest.tags).includes(wanted))
  }
  if (serverFields.has(field)) {
    const found = matches.get(`${field}:${value}`)
    return guest => found?.has(guest.vmid) ?? true
  }
  const number = numbers[field]
  if (number) return numberTest(number, operator, Number.parseFloat(value))
  const text = texts[field]
  // A field that does not exist finds nothing: a slip must show.
  if (!text) return () => false
  const alternatives = wanted.split(',').filter(Boolean)
  return guest => text(guest).some(one => alternatives.some(want => fits(one.toLowerCase(), want, partly.has(field))))
}

function fits(text: string, wanted: string, part: boolean): boolean {
  if (wanted === 'none') return text === ''
  if (!wanted.includes('*')) return part ? text.includes(wanted) : text === wanted
  const pieces = wanted.split('*')
  let at = 0
  for (const [index, piece] of pieces.entries()) {
    const found = index === pieces.length - 1 && piece !== '' ? text.lastIndexOf(piece) : text.indexOf(piece, at)
    if (found < at || (index === 0 && found !== 0)) return false
    at = found + piece.length
  }
  return pieces.at(-1) === '' || at === text.length
}

function numberTest(number: (guest: Guest) => number, operator: Term['operator'], wanted: number): Test {
  if (Number.isNaN(wanted)) return () => false
  switch (operator) {
    case '>':
      return guest => number(guest) > wanted
    case '<':
      return guest => number(guest) < wanted
    case '>=':
      return guest => number(guest) >= wanted
    case '<=':
      return guest => number(guest) <= wanted
    default:
      return guest => Math.round(number(guest)) === wanted
  }
}

/** Decides whether a guest fits a query. */
export function compileQuery(query: string, matches: ServerMatches = new Map()): Test {
  const tests = parseQuery(query).map(term => ({ test: testOf(term, matches), negated: term.negated }))
  const [only, ...more] = tests
  // Most queries are one word, and ten thousand guests are asked.
  if (only && more.length === 0 && !only.negated) return only.test
  return guest => tests.every(({ test, negated }) => test(guest) !== negated)
}

/** The parts of a query that the server must answer, each as `field:value`. */
export const serverTerms = (query: string): readonly string[] =>
  parseQuery(query)
    .filter(term => serverFields.has(term.field))
    .map(term => `${term.field}:${term.value}`)
