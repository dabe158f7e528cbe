/** Stands in the text as it is; in the language since ES2026, in Node since 21. */
const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): unknown }

const needsExponent = (value: number) => {
  const size = Math.abs(value)
  return Number.isFinite(value) && (size >= 1e21 || (size < 1e-6 && size > 0))
}

/** A number without exponent: some clients cannot read one. */
function plainNumber(value: number): unknown {
  if (Math.abs(value) >= 1) return rawJSON(BigInt(value).toString())
  const [digits = '', exponent] = String(Math.abs(value)).split('e')
  return rawJSON(`${value < 0 ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits.replace('.', '')}`)
}

function wireArray(value: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let at = 0; at < value.length; at++) {
    const member = value[at]
    const changed = wireValue(member)
    if (changed === member) continue
    copy ??= [...value]
    copy[at] = changed
  }
  return copy ?? value
}

function wireObject(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | undefined
  for (const name of Object.keys(value)) {
    const member = value[name]
    const changed = wireValue(member)
    if (changed === member) continue
    copy ??= { ...value }
    copy[name] = changed
  }
  return copy ?? value
}

/** The same value where nothing is to be changed, so that most of an answer is never copied. */
function wireValue(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return Number(value)
    case 'number':
      return needsExponent(value) ? plainNumber(value) : value
    case 'bigint':
      return rawJSON(value.toString())
    case 'object':
      if (value === null) return value
      return Array.isArray(value) ? wireArray(value) : wireObject(value as Record<string, unknown>)
    default:
      return value
  }
}

/** JSON as the API's clients know it: booleans are 0 and 1, numbers are never in exponent form, undefined is null. */
export function toJson(value: unknown): string {
  return JSON.stringify(wireValue(value)) ?? 'null'
}
