/** Compares what came over the wire with the published shape of a method's answer. */

export interface PublishedShape {
  readonly type?: string
  readonly optional?: number | boolean
  readonly enum?: readonly unknown[]
  readonly minimum?: number | string
  readonly pattern?: string
  readonly items?: PublishedShape
  readonly properties?: Readonly<Record<string, PublishedShape>>
}

function typeProblem(type: string | undefined, value: unknown): string | undefined {
  switch (type) {
    case 'null':
      return value === null ? undefined : 'is not null'
    case 'array':
      return Array.isArray(value) ? undefined : 'is no list'
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'is no object'
    case 'string':
      return typeof value === 'string' ? undefined : 'is no text'
    case 'boolean':
      return value === 0 || value === 1 ? undefined : 'is neither 0 nor 1'
    case 'integer':
      return Number.isInteger(value) ? undefined : 'is no whole number'
    case 'number':
      return typeof value === 'number' ? undefined : 'is no number'
    default:
      return undefined
  }
}

function scalarProblem(shape: PublishedShape, value: unknown): string | undefined {
  if (shape.enum && !shape.enum.map(String).includes(String(value))) return `is none of ${shape.enum.join()}`
  if (shape.minimum !== undefined && typeof value === 'number' && value < Number(shape.minimum)) return `is less than ${shape.minimum}`
  // The published list writes a few patterns in a dialect of their own.
  if (shape.pattern && !shape.pattern.includes('(?^') && typeof value === 'string' && !new RegExp(`^(?:${shape.pattern})$`).test(value))
    return `does not match ${shape.pattern}`
  return undefined
}

/** One line for each difference, each with the place in the answer. More members than published are none. */
export function shapeProblems(shape: PublishedShape, value: unknown, place = ''): string[] {
  const type = shape.type ?? (shape.properties ? 'object' : undefined)
  const problem = typeProblem(type, value) ?? scalarProblem(shape, value)
  if (problem) return [`${place || '(answer)'} ${problem}: ${JSON.stringify(value)?.slice(0, 60)}`]
  if (Array.isArray(value)) return value.flatMap(one => shapeProblems(shape.items ?? {}, one, `${place}[]`))
  if (type !== 'object') return []
  const members = value as Readonly<Record<string, unknown>>
  return Object.entries(shape.properties ?? {}).flatMap(([name, member]) => {
    if (name in members) return shapeProblems(member, members[name], `${place}.${name}`)
    return member.optional ? [] : [`${place}.${name} is missing`]
  })
}
