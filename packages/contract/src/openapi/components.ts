import type { Json } from './json-schema.ts'

const failure = (description: string): Json => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
})

/** What every method shares: how to log in, and how refusals look. */
export const fixedComponents: Json = {
  securitySchemes: {
    ticket: { type: 'apiKey', in: 'cookie', name: 'PVEAuthCookie', description: 'Ticket from POST /access/ticket.' },
    session: { type: 'apiKey', in: 'cookie', name: '__Host-PVEAuthCookie', description: 'Session of a browser from POST /access/session.' },
    csrfToken: {
      type: 'apiKey',
      in: 'header',
      name: 'CSRFPreventionToken',
      description: 'Needed beside the ticket by every method that writes.',
    },
    apiToken: { type: 'apiKey', in: 'header', name: 'Authorization', description: '`PVEAPIToken=user@realm!tokenid=secret`' },
  },
  responses: {
    Refused: failure('Parameters were refused: each one is named under `errors`.'),
    Unauthenticated: failure('No valid ticket or token.'),
    Forbidden: failure('A privilege is missing.'),
    Failed: failure('The operation failed: `message` says why.'),
  },
}

export const failureSchema: Json = {
  type: 'object',
  properties: {
    data: { type: 'null' },
    message: { type: 'string' },
    errors: { type: 'object', additionalProperties: { type: 'string' } },
  },
}

/** Keys of a schema that say nothing of what it describes: the name comes from further up. */
const structural =
  /^(?:items|schema|data|properties|patternProperties|x-members|content|application\/json|responses|parameters|requestBody|\d+)$/

/** Moves schemas that occur several times under `components`, so that the document stays small. */
export class SharedSchemas {
  readonly #names = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #taken = new Set<string>(['Failure'])
  readonly schemas: Record<string, Json> = { Failure: failureSchema }

  /** A component under a name of its own, whatever its size. */
  define(name: string, value: Json): void {
    this.#taken.add(name)
    this.schemas[name] = this.#members(value, name)
  }

  /** First pass: how often each large schema occurs. */
  count(value: unknown): void {
    this.#walk(value, text => this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1))
  }

  /** Second pass: the same value with references. */
  share(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map(item => this.share(item, name))
    if (typeof value !== 'object' || value === null) return value
    const text = JSON.stringify(value)
    if (isLarge(value as Json, text) && (this.#counts.get(text) ?? 0) > 2)
      return { $ref: `#/components/schemas/${this.#nameOf(text, value as Json, name)}` }
    return this.#members(value as Json, name)
  }

  #members(value: Json, name: string): Json {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.share(member, structural.test(key) ? name : key)]))
  }

  #nameOf(text: string, value: Json, name: string): string {
    const known = this.#names.get(text)
    if (known) return known
    const base = name
      .replace('\\d+$', '')
      .replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '')
      .replace(/^./, first => first.toUpperCase())
    let unique = base
    for (let at = 2; this.#taken.has(unique); at++) unique = `${base}${at}`
    this.#taken.add(unique)
    this.#names.set(text, unique)
    this.schemas[unique] = this.#members(value, name)
    return unique
  }

  #walk(value: unknown, visit: (text: string) => void): void {
    if (typeof value !== 'object' || value === null) return
    if (!Array.isArray(value)) {
      const text = JSON.stringify(value)
      if (isLarge(value as Json, text)) visit(text)
    }
    for (const member of Object.values(value)) this.#walk(member, visit)
  }
}

/** A schema proper (not a map of schemas), and long enough that a reference pays. */
function isLarge(value: Json, text: string): boolean {
  return typeof value.type === 'string' && text.length > 300
}
