import { Refusal } from '@quorate/cluster'
import { Failure } from '@quorate/schema/failure'
import type { End } from './record.ts'

const why = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** What an error of the store's client means for who asked. Errors that are none of the store's are thrown again. */
export function endOf(error: unknown): End {
  if (!(error instanceof Failure)) throw error
  if (error instanceof Refusal && ['stale', 'exists', 'missing'].includes(error.code)) return { end: 'otherwise' }
  if (error instanceof Refusal || /nothing was changed/i.test(error.message)) return { end: 'failed', why: why(error) }
  return { end: 'unknown', why: why(error) }
}

/** The same for what a program gets that works on the mount: EACCES, the tree can only be read now. */
export function endOfMount(error: unknown): End {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === undefined) throw error
  return code === 'EACCES' ? { end: 'failed', why: why(error) } : { end: 'unknown', why: why(error) }
}
