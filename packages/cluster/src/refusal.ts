import { Failure } from '@quorate/schema/failure'

export type RefusalCode =
  | 'stale'
  | 'exists'
  | 'missing'
  | 'not-empty'
  | 'is-folder'
  | 'not-folder'
  | 'bad-name'
  | 'too-large'
  | 'full'
  | 'reserved'
  | 'timeout'
  | 'not-held'
  | 'no-quorum'

/** The store understood a change and does not make it; nothing has changed. */
export class Refusal extends Failure {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string, status = 500) {
    super(message, { status })
    this.code = code
  }
}

/** On a wrong `expect`. Clients match this text. */
export function staleRefusal(): Refusal {
  return new Refusal('stale', 'detected modified configuration - file changed by other user? Try again.')
}
