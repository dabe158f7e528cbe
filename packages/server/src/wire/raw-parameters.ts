import { Failure } from '@quorate/schema/failure'

/** Parameters as they came in: texts, arrays for repeated keys, JSON values. Has no prototype. */
export type RawParameters = Record<string, unknown>

const deepest = 32
/** Browsers add it to get around their cache. */
const ignored = '_dc'

export const noParameters = (): RawParameters => Object.create(null) as RawParameters

/** Adds the pairs of a query or a form; a key that repeats becomes an array. */
export function addForm(into: RawParameters, text: string): void {
  if (text === '') return
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === ignored || name === '') continue
    const before = into[name]
    if (before === undefined) into[name] = value
    else if (Array.isArray(before)) before.push(value)
    else into[name] = [before, value]
  }
}

/** Refuses what would exhaust the stack later on or slip a prototype in. */
function checkShape(value: unknown): void {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new Failure(`the JSON body is nested more than ${deepest} levels deep`, { status: 400 })
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue
      if (Object.hasOwn(one, '__proto__')) throw new Failure(`the JSON body names a member '__proto__'`, { status: 400 })
      for (const member of Object.values(one)) if (typeof member === 'object') next.push(member)
    }
    level = next
  }
}

/** Adds the members of a JSON object. */
export function addJson(into: RawParameters, text: string): void {
  if (text.trim() === '') return
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new Failure('the body is no valid JSON', { status: 400, cause })
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Failure('the JSON body is no object', { status: 400 })
  checkShape(value)
  for (const [name, member] of Object.entries(value)) if (name !== ignored) into[name] = member
}

/** Adds what an ordinary body says, by its Content-Type; it wins over the query. */
export function addBody(into: RawParameters, contentType: string | undefined, body: Uint8Array): void {
  if (body.length === 0) return
  const given = noParameters()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw new Failure('the body is no UTF-8 text', { status: 400, cause })
  }
  const type = (contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json') addJson(given, text)
  else if (type === '' || type === 'application/x-www-form-urlencoded') addForm(given, text)
  else throw new Failure(`a body of type '${type}' is not understood: send a form or JSON`, { status: 415 })
  Object.assign(into, given)
}
