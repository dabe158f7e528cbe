import { Failure } from '@quorate/schema'

/** A change that was carried out in part: the machine now has what `reached` says as the key's value. */
export class Partly extends Failure {
  readonly reached: string

  constructor(reached: string, message: string, cause: unknown) {
    super(message, { cause })
    this.reached = reached
  }
}
