import { useCallback, useMemo, useRef, useState } from 'react'
import { ApiFailure } from '../api/api-failure.ts'
import type { PlannedCall } from './planned-call.ts'
import { send } from './send.ts'

export interface FormOptions<V extends object> {
  readonly initial: V
  /** What saving these values sends, in this order; empty: there is nothing to save. */
  readonly calls: (values: V, initial: V) => readonly PlannedCall[]
  /** Refusals that need no server: by field. */
  readonly check?: (values: V) => Readonly<Partial<Record<keyof V & string, string>>>
  /** Which field a refused parameter belongs to, where their names differ. */
  readonly fieldOf?: (parameter: string) => string
  /** The field that a failure without parameters is about; undefined: it is about the whole form. */
  readonly fieldOfFailure?: (message: string) => (keyof V & string) | undefined
  /** Parameters whose refusal the form shows although they are no value of it: `scsi0`. */
  readonly showsError?: (parameter: string) => boolean
  /** After each call, before the next: a task may have to end first. Throws: the rest is not sent. */
  readonly sent?: (call: PlannedCall, answer: unknown) => Promise<void>
  /** After all calls were taken; `answers` in their order. A task's answer is its UPID. `inverse`: the calls from these values back to where the form began. */
  readonly onDone: (answers: readonly unknown[], values: V, inverse: () => readonly PlannedCall[]) => void
  /** The values as they are on the server now: asked for when somebody else changed them meanwhile. */
  readonly reload?: () => Promise<V>
}

/** Somebody else changed what this form changes. */
export interface Conflict<V> {
  readonly theirs: V
  /** Fields in which they differ from where this form began. */
  readonly fields: readonly (keyof V & string)[]
}

export interface FormState<V extends object> {
  readonly values: V
  readonly initial: V
  readonly set: <K extends keyof V>(name: K, value: V[K]) => void
  readonly setAll: (change: Partial<V>) => void
  /** Why the server, or `check` after a first try, refuses a field. */
  readonly errors: Readonly<Record<string, string>>
  /** A refusal that belongs to no field. */
  readonly failure: unknown
  readonly conflict: Conflict<V> | undefined
  /** Goes on from their values with one's own changes on top; `keepMine` names the fields in which one's own win. */
  readonly resolve: (keepMine: readonly (keyof V & string)[]) => void
  readonly dirty: boolean
  readonly busy: boolean
  readonly calls: readonly PlannedCall[]
  readonly submit: () => Promise<void>
}

const same = (a: unknown, b: unknown) => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b)

/** State of a form: values, refusals at their fields, and the calls that saving makes. */
export function useForm<V extends object>(options: FormOptions<V>): FormState<V> {
  const latest = useRef(options)
  latest.current = options
  const [initial, setInitial] = useState(options.initial)
  const [values, setValues] = useState(options.initial)
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<unknown>()
  const [conflict, setConflict] = useState<Conflict<V>>()
  const [busy, setBusy] = useState(false)
  const setAll = useCallback((change: Partial<V>) => {
    setValues(before => ({ ...before, ...change }))
    setErrors(before => {
      const kept = Object.entries(before).filter(([name]) => !(name in change))
      return kept.length === Object.keys(before).length ? before : Object.fromEntries(kept)
    })
  }, [])
  const calls = useMemo(() => {
    try {
      return options.calls(values, initial)
    } catch {
      // Half-filled: what is missing shows when it is submitted.
      return []
    }
  }, [options, values, initial])

  /** Their values with one's own changes on top, where those were chosen or nobody else changed the same. */
  function rebased({ theirs, fields }: Conflict<V>, keepMine: readonly (keyof V & string)[]): V {
    const mine = (Object.keys(values) as (keyof V & string)[]).filter(name => !same(values[name], initial[name]))
    const kept = mine.filter(name => name !== 'digest' && (!fields.includes(name) || keepMine.includes(name)))
    return { ...theirs, ...Object.fromEntries(kept.map(name => [name, values[name]])) }
  }

  function begin(from: V, next: V): void {
    setInitial(from)
    setValues(next)
    setConflict(undefined)
  }

  /** Sends these values. Answers what somebody else has changed meanwhile, when that is why nothing was sent. */
  async function sendAll(wanted: V, from: V): Promise<Conflict<V> | undefined> {
    const answers: unknown[] = []
    for (const call of latest.current.calls(wanted, from)) {
      try {
        const answer = await send(call)
        answers.push(answer)
        await latest.current.sent?.(call, answer)
      } catch (error) {
        if (!(error instanceof ApiFailure) || !error.stale || !latest.current.reload) throw error
        const theirs = await latest.current.reload()
        const names = Object.keys(theirs) as (keyof V & string)[]
        const fields = names.filter(name => name !== 'digest' && !same(theirs[name], from[name]))
        // What was sent before it is not sent twice.
        if (fields.length === 0 && answers.length > 0) throw error
        return { theirs, fields }
      }
    }
    latest.current.onDone(answers, wanted, () => latest.current.calls(from, wanted))
    return undefined
  }

  function refused(error: unknown): void {
    if (!(error instanceof ApiFailure)) return setFailure(error)
    if (Object.keys(error.errors).length === 0) {
      const field = latest.current.fieldOfFailure?.(error.message)
      return field === undefined ? setFailure(error) : setErrors({ [field]: error.message })
    }
    const fieldOf = latest.current.fieldOf ?? (name => name)
    const found = Object.entries(error.errors).map(([name, text]) => [fieldOf(name), text] as const)
    setErrors(Object.fromEntries(found))
    const homeless = found.filter(([name]) => !(name in values) && latest.current.showsError?.(name) !== true)
    if (homeless.length > 0) setFailure(error)
  }

  async function submit(): Promise<void> {
    const wrong = latest.current.check?.(values) ?? {}
    if (Object.keys(wrong).length > 0) return setErrors(wrong as Readonly<Record<string, string>>)
    setBusy(true)
    setFailure(undefined)
    setErrors({})
    try {
      let found = await sendAll(values, initial)
      if (found?.fields.length === 0) {
        // They changed something that this form is not about.
        const next = rebased(found, [])
        begin(found.theirs, next)
        found = await sendAll(next, found.theirs)
      }
      if (found) setConflict(found)
    } catch (error) {
      refused(error)
    } finally {
      setBusy(false)
    }
  }

  return {
    values,
    initial,
    set: (name, value) => setAll({ [name]: value } as unknown as Partial<V>),
    setAll,
    errors,
    failure,
    conflict,
    resolve: keepMine => conflict && begin(conflict.theirs, rebased(conflict, keepMine)),
    dirty: !same(values, initial),
    busy,
    calls,
    submit,
  }
}
