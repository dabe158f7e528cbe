/**
 * A typed value as it goes over the wire: booleans as 1 and 0, undefined members dropped, no number that JSON would
 * write with an exponent. Dates, maps and class instances do not belong in answers.
 */
export function encodeWire(value: unknown): unknown {
  switch (typeof value) {
    case 'boolean':
      return value ? 1 : 0
    case 'number':
      return encodeNumber(value)
    case 'bigint':
      return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : String(value)
    case 'object':
      if (value === null) return null
      return Array.isArray(value) ? value.map(item => (item === undefined ? null : encodeWire(item))) : encodeMembers(value)
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof value} cannot go over the wire`)
    default:
      return value
  }
}

function encodeMembers(value: object): Record<string, unknown> {
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue
    if (name === '__proto__') Object.defineProperty(members, name, { value: encodeWire(member), enumerable: true })
    else members[name] = encodeWire(member)
  }
  return members
}

/** JSON writes 1e-7 and 1e21 with exponents, which clients do not parse. */
function encodeNumber(value: number): unknown {
  if (!Number.isFinite(value)) return null
  const size = Math.abs(value)
  if (size !== 0 && size < 1e-6) return 0
  return size >= 1e21 ? BigInt(value).toString() : value
}
