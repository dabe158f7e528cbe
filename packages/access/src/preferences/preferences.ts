import { preferencesFile, type ConfigStore } from '@quorate/cluster'
import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'

/** bytes */
const largest = 65_536

export interface Preferences {
  /** Text of a JSON object. */
  readonly value: string
  readonly revision: number
}

function checkValue(value: string): void {
  const refuse = (why: string) => new Failure('Parameter verification failed.', { status: 400, errors: { value: why } })
  if (Buffer.byteLength(value) > largest) throw refuse(`is larger than ${largest} bytes`)
  let parsed: unknown
  try {
    parsed = JSON.parse(value)
  } catch (error) {
    throw refuse(`is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw refuse('is no JSON object')
}

export function readPreferences(store: ConfigStore, { userid }: Caller): Preferences {
  const file = store.read(preferencesFile(userid))
  return { value: file?.text ?? '{}', revision: file?.revision ?? 0 }
}

/** Answers the new revision. */
export async function writePreferences(store: ConfigStore, caller: Caller, value: string, revision?: number): Promise<number> {
  checkValue(value)
  const path = preferencesFile(caller.userid)
  if (revision !== undefined && revision !== (store.read(path)?.revision ?? 0))
    throw new Failure('detected modified configuration - file changed by other user? Try again.')
  const expect = revision === undefined ? {} : { expect: revision }
  return await store.commit([{ op: 'write', path, text: value, ...expect }], { authid: caller.authid })
}
