import { queryFields } from '../../query/match-guest.ts'

/** What occurs in the inventory, by the fields of a query. */
export type FieldValues = Readonly<Record<string, readonly string[]>>

export interface Suggestion {
  /** What stands in the list. */
  readonly text: string
  /** The query once it is chosen, and where the caret goes. */
  readonly query: string
  readonly caret: number
  readonly kind: 'field' | 'value'
}

const most = 12

/** Begin and end of the word that the caret stands in; quotation marks hold one together. */
function wordAt(query: string, caret: number): readonly [number, number] {
  let begin = 0
  let quoted = false
  for (let at = 0; at < caret; at++) {
    if (query[at] === '"') quoted = !quoted
    else if (query[at] === ' ' && !quoted) begin = at + 1
  }
  let end = caret
  while (end < query.length && (quoted || query[end] !== ' ')) {
    if (query[end] === '"') quoted = !quoted
    end += 1
  }
  return [begin, end]
}

/** What could stand where the caret is: fields, or values of the field that was named. */
export function completeQuery(query: string, caret: number, values: FieldValues): readonly Suggestion[] {
  const [begin, end] = wordAt(query, caret)
  const word = query.slice(begin, caret)
  const [, minus = '', field, start = ''] = /^(-?)(?:([a-z][a-z-]*):)?"?([^"]*)$/i.exec(word) ?? []
  const put = (text: string, kind: Suggestion['kind'], shown: string): Suggestion => {
    const next = `${query.slice(0, begin)}${minus}${text}${query.slice(end)}`
    return { text: shown, kind, query: next, caret: begin + minus.length + text.length }
  }
  if (field === undefined) {
    if (start === '' && minus === '') return []
    return queryFields
      .filter(name => name.startsWith(start.toLowerCase()) && name !== start)
      .slice(0, most)
      .map(name => put(`${name}:`, 'field', `${minus}${name}:`))
  }
  const alternatives = start.split(',')
  const last = alternatives.pop() ?? ''
  const taken = new Set(alternatives)
  const before = alternatives.map(value => `${value},`).join('')
  return (values[field.toLowerCase()] ?? [])
    .filter(value => value.toLowerCase().includes(last.toLowerCase()) && value !== last && !taken.has(value))
    .toSorted((a, b) => Number(b.startsWith(last)) - Number(a.startsWith(last)))
    .slice(0, most)
    .map(value => {
      const text = `${before}${value}`
      return put(`${field}:${/\s/.test(text) ? `"${text}"` : text}`, 'value', value)
    })
}
