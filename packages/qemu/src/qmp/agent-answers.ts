import { Failure } from '@quorate/schema'

type Kind = 'string' | 'number' | 'boolean'
interface Kinds {
  readonly string: string
  readonly number: number
  readonly boolean: boolean
}

/** `?`: may be missing */
type Members = Readonly<Record<string, Kind | `${Kind}?`>>

type Answer<M extends Members> = {
  readonly [N in keyof M as M[N] extends Kind ? N : never]: Kinds[M[N] & Kind]
} & {
  readonly [N in keyof M as M[N] extends Kind ? never : N]?: M[N] extends `${infer K extends Kind}?` ? Kinds[K] : never
}

function strange(command: string): Failure {
  return new Failure(`the guest agent gave an answer to '${command}' that cannot be used`)
}

/** The members of an answer that is worked with. What runs in a guest may answer anything, so each is looked at. */
export function membersOf<const M extends Members>(command: string, answer: unknown, members: M): Answer<M> {
  const given = (typeof answer === 'object' && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>
  const taken: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(members)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    if (value === undefined && kind.endsWith('?')) continue
    if (typeof value !== kind.replace('?', '')) throw strange(command)
    taken[name] = value
  }
  return taken as Answer<M>
}

/** An answer that is a count, of files or of bytes. */
export function countOf(command: string, answer: unknown): number {
  if (typeof answer !== 'number' || !Number.isSafeInteger(answer) || answer < 0) throw strange(command)
  return answer
}
