/** A number without exponent: some clients cannot read one. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  const text = String(value)
  if (!text.includes('e')) return text
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '')
}

const members = (value: object): string => {
  let text = ''
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined || typeof member === 'function') continue
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${toJson(member)}`
  }
  return text
}

/** JSON as the API's clients know it: booleans are 0 and 1, numbers are never in exponent form, undefined is null. */
export function toJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value)
    case 'number':
      return numberText(value)
    case 'bigint':
      return value.toString()
    case 'boolean':
      return value ? '1' : '0'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`
      return `{${members(value)}}`
    default:
      return 'null'
  }
}
