const step = '   '

/** JSON for reading, in the form that scripts look for: sorted keys, three spaces a level, `"key" : value`. Ends with a line end. */
export function prettyJson(value: unknown): string {
  return `${written(value, '')}\n`
}

function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const inner = indent + step
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map(one => written(one, inner))]
    : ['{', '}', membersOf(value).map(([key, one]) => `${JSON.stringify(key)} : ${written(one, inner)}`)]
  return parts.length === 0 ? open + close : `${open}\n${parts.map(part => inner + part).join(',\n')}\n${indent}${close}`
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}
