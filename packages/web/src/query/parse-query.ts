/** One condition of a query: `status:running`, `cpu>80`, `-pool:lab`, or a bare word. */
export interface Term {
  /** `''`: a bare word. */
  readonly field: string
  readonly operator: ':' | '>' | '<' | '>=' | '<='
  readonly value: string
  readonly negated: boolean
}

/**
 * Terms of a query, separated by spaces; all must hold. A value with spaces stands in quotation marks: `notes:"two words"`.
 * Several values of one field, separated by commas, are alternatives: `status:running,paused`.
 */
export function parseQuery(text: string): readonly Term[] {
  const terms: Term[] = []
  for (const match of text.matchAll(/(-?)(?:([a-z][a-z-]*)(:|>=|<=|>|<))?(?:"([^"]*)"?|(\S*))/gi)) {
    const [whole, minus = '', field = '', operator, quoted, plain = ''] = match
    const value = quoted ?? plain
    // A field whose value is still being typed restricts nothing yet.
    if (whole === '' || value === '') continue
    terms.push({ field: field.toLowerCase(), operator: (operator ?? ':') as Term['operator'], value, negated: minus === '-' })
  }
  return terms
}

/** A term as it is typed. */
export function termText({ field, operator, value, negated }: Term): string {
  const quoted = /[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value
  return `${negated ? '-' : ''}${field === '' ? '' : field + operator}${quoted}`
}

/** The query with a term put in, or taken out when it is there. */
export function toggleTerm(query: string, term: Term): string {
  const text = termText(term)
  const terms = parseQuery(query).map(termText)
  const kept = terms.includes(text) ? terms.filter(one => one !== text) : [...terms, text]
  return kept.join(' ')
}
