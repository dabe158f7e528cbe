import { Failure } from '@quorate/schema/failure'

/** Errors that reach the edge without being a Failure are bugs of the server's own. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('unexpected error', { cause: error })
}
