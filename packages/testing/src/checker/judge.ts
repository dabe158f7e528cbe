import { whyNotLinearizable, type Operation, type Step } from './linearizable.ts'
import type { Action, End, Line } from './record.ts'

/** An action with how it ended. */
export interface Done {
  /** Of the record, for messages. */
  readonly name: string
  readonly action: Action
  readonly invoked: number
  /** Infinity: its worker, or its store, ended first. */
  readonly completed: number
  readonly end: End
}

/** What a node's database holds when all is over. */
export interface FinalState {
  readonly node: string
  readonly revision: number
  readonly digest: string
  readonly changes: readonly { readonly revision: number; readonly op: string; readonly path: string; readonly text: string }[]
}

export function actionsOf(name: string, lines: readonly Line[]): Done[] {
  const begun = new Map<number, { at: number; action: Action }>()
  const done: Done[] = []
  const unknown: End = { end: 'unknown', why: 'its worker ended' }
  for (const line of lines) {
    if ('local' in line) continue
    if ('action' in line) begun.set(line.number, line)
    else {
      const { number, at, ...end } = line
      const first = begun.get(number)
      begun.delete(number)
      if (first) done.push({ name: `${name}#${number}`, action: first.action, invoked: first.at, completed: at, end })
    }
  }
  for (const [number, { at, action }] of begun)
    done.push({ name: `${name}#${number}`, action, invoked: at, completed: Infinity, end: unknown })
  return done
}

/** Everything that is wrong with what the workers saw and the nodes hold; nothing, if the store is what it claims to be. */
export function judge(records: ReadonlyMap<string, readonly Line[]>, finals: readonly FinalState[]): string[] {
  const all = [...records].flatMap(([name, lines]) => actionsOf(name, lines))
  const [first] = finals
  if (!first) return ['there is no node left']
  return [
    ...differences(first, finals),
    ...acknowledged(all, first),
    ...orderInTime(all),
    ...registers(all, first),
    ...counts(all),
    ...ids(all),
    ...localReads(records, first),
  ]
}

function differences(first: FinalState, finals: readonly FinalState[]): string[] {
  const text = ({ changes }: FinalState) => changes.map(change => JSON.stringify(change))
  const reference = text(first)
  return finals.slice(1).flatMap(other => {
    if (other.revision !== first.revision || other.digest !== first.digest)
      return [
        `the trees of ${first.node} and ${other.node} differ: revisions ${first.revision} and ${other.revision}, digests ${first.digest} and ${other.digest}`,
      ]
    const mine = text(other)
    const at = reference.findIndex((line, index) => line !== mine[index])
    return at < 0 && mine.length === reference.length
      ? []
      : [`the histories of ${first.node} and ${other.node} differ: ${reference[at] ?? 'nothing'} and ${mine[at] ?? 'nothing'}`]
  })
}

const textOf = (action: Action) =>
  action.kind === 'write' ? action.text : action.kind === 'swap' && !action.key.startsWith('guest ') ? action.to : undefined

/** Every text with the path that it was ever at. */
const madeIn = ({ changes }: FinalState) => new Set(changes.map(({ path, text }) => `${path}\0${text}`))

function wasMade(action: Action, made: ReadonlySet<string>): boolean | undefined {
  const text = textOf(action)
  return text === undefined || !('key' in action) ? undefined : made.has(`${action.key}\0${text}`)
}

/** What was acknowledged is there, and what was refused is not. */
function acknowledged(all: readonly Done[], final: FinalState): string[] {
  const revisions = new Set(final.changes.map(change => change.revision))
  const made = madeIn(final)
  return all.flatMap(({ name, action, end }) => {
    if (action.kind === 'read' || action.kind === 'reserve' || end.end === 'unknown') return []
    const was = wasMade(action, made)
    const told = JSON.stringify({ action, end })
    if (end.end !== 'ok') return was ? [`${name} was refused, and its change was made all the same: ${told}`] : []
    const there = was !== false && (!('revision' in end) || end.revision === undefined || revisions.has(end.revision))
    return there ? [] : [`${name} was acknowledged and is lost: ${told}`]
  })
}

/** Whatever was complete before another began comes before it in the one order of all changes. */
function orderInTime(all: readonly Done[]): string[] {
  const ordered = all.flatMap(one =>
    'revision' in one.end && one.end.revision !== undefined ? [{ ...one, revision: one.end.revision }] : [],
  )
  const byEnd = ordered.toSorted((a, b) => a.completed - b.completed)
  const found: string[] = []
  let at = 0
  let latest: (typeof byEnd)[number] | undefined
  for (const one of ordered.toSorted((a, b) => a.invoked - b.invoked)) {
    for (let ended = byEnd[at]; ended && ended.completed < one.invoked; ended = byEnd[++at])
      if (!latest || ended.revision > latest.revision) latest = ended
    if (latest && latest.revision >= one.revision)
      found.push(`${one.name} (revision ${one.revision}) began after ${latest.name} (revision ${latest.revision}) had ended`)
  }
  return found
}

function registers(all: readonly Done[], final: FinalState): string[] {
  const made = madeIn(final)
  const byKey = Map.groupBy(
    all.filter(({ action }) => action.kind === 'read' || action.kind === 'write' || action.kind === 'swap'),
    ({ action }) => ('key' in action ? action.key : ''),
  )
  return [...byKey].flatMap(([key, done]) => {
    const operations = done.flatMap(one => operationOf(one, made))
    const why = whyNotLinearizable(operations)
    if (!why) return []
    const show = ({ step, invoked, completed }: Operation) => `${invoked.toFixed(1)}..${completed.toFixed(1)} ${JSON.stringify(step)}`
    return [
      `the history of ${key} is not linearizable. The last that fit:\n  ${why.done.slice(-8).map(show).join('\n  ')}\nNone of these fits then:\n  ${why.stuck.map(show).join('\n  ')}`,
    ]
  })
}

/** `made`: by which the fate of what ended without an answer is known. */
function operationOf({ action, invoked, completed, end }: Done, made: ReadonlySet<string>): Operation[] {
  if (end.end === 'failed') return []
  const step = stepOf(action, end)
  if (!step) return []
  if (end.end !== 'unknown') return [{ step, invoked, completed }]
  const was = wasMade(action, made)
  return was === false ? [] : [{ step, invoked, completed: Infinity, optional: was === undefined }]
}

function stepOf(action: Action, end: End): Step | undefined {
  if (action.kind === 'read') return end.end === 'ok' && 'value' in end ? { kind: 'read', value: end.value ?? '' } : undefined
  if (action.kind === 'write') return { kind: 'write', value: action.text }
  if (action.kind === 'swap') return { kind: 'swap', from: action.from, to: action.to, done: end.end !== 'otherwise' }
  return undefined
}

/** Within this time no store starts again, no holder counts as gone, and no lock is over. */
const surelyHeldMs = 150

/** Between the read and the write of one that had the lock all the time, no other one that had it wrote; and nobody loses it for nothing. */
function counts(all: readonly Done[]): string[] {
  const sections = all.flatMap(({ name, action, end, invoked, completed }) =>
    action.kind === 'count' && 'readRevision' in end ? [{ name, key: action.key, ms: completed - invoked, ...end }] : [],
  )
  const taken = sections.filter(({ kept, ms }) => kept === false && ms < surelyHeldMs)
  const kept = Map.groupBy(
    sections.filter(one => one.kept),
    ({ key }) => key,
  )
  const twice = [...kept].flatMap(([key, done]) => {
    const inOrder = done.toSorted((a, b) => a.revision - b.revision)
    return inOrder.flatMap((section, at) => {
      const before = inOrder[at - 1]
      return before && before.revision > section.readRevision
        ? [`two had the lock '${key}' at once: ${JSON.stringify(before)} and ${JSON.stringify(section)}`]
        : []
    })
  })
  return [...twice, ...taken.map(section => `the lock '${section.key}' was taken away: ${JSON.stringify(section)}`)]
}

function ids(all: readonly Done[]): string[] {
  const given = new Map<number, string>()
  return all.flatMap(({ name, end }) => {
    if (!('id' in end)) return []
    const before = given.get(end.id)
    given.set(end.id, name)
    return before === undefined ? [] : [`the id ${end.id} was given to ${before} and to ${name}`]
  })
}

/** What a node shows without asking the others may be old, but never gets older. */
function localReads(records: ReadonlyMap<string, readonly Line[]>, { changes }: FinalState): string[] {
  const revisionOf = new Map<string, number>()
  const renames = new Map<string, number>()
  for (const { op, text, path, revision } of changes) {
    if (op === 'rename') renames.set(`${path}\0${text}`, revision)
    else revisionOf.set(`${path}\0${text}`, revision)
  }
  const seen = new Map<string, number>()
  const lines = [...records.values()].flat().flatMap(line => ('local' in line ? [line] : []))
  return lines
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ local, key, text, revision }) => {
      const known = text === '' ? 0 : (renames.get(`${key}\0${text}`) ?? revisionOf.get(`${key}\0${text}`))
      if (known === undefined) return [`${local} showed ${JSON.stringify(text)} in ${key}, which was never made`]
      if (revision !== undefined && revision !== known) return [`${local} showed ${key} of revision ${revision}, made as ${known}`]
      const place = `${local} ${key}`
      const before = seen.get(place) ?? 0
      if (known < before) return [`${local} showed ${key} of revision ${known} after that of revision ${before}`]
      seen.set(place, known)
      return []
    })
}
