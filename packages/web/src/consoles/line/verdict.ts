import { ApiFailure } from '../../api/api-failure.ts'

/** Whether trying again may help: a server that does not answer may come back, one that refuses means it. */
export const isFinal = (error: unknown): boolean =>
  error instanceof Refusal || (error instanceof ApiFailure && ((error.status >= 400 && error.status < 500) || error.status === 501))

/** The other side of the console itself says no, with its reason. */
export class Refusal extends Error {}
