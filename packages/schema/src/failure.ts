/**
 * The one error type that may reach a user. The message says what was attempted, with the ids, and what to do; it does
 * not repeat its cause: the edge prints the chain once. An error of any other type is a bug (500, stack in the log).
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  /** HTTP status; 500 is the wire's word for "the operation failed". */
  readonly status: number
  /** Refused parameters: name to text. */
  readonly errors: Readonly<Record<string, string>> | undefined

  constructor(message: string, options: { status?: number; errors?: Record<string, string>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = options.status ?? 500
    this.errors = options.errors
  }
}

/** Parameters were refused: every bad one is named, nothing has changed. */
export function parameterFailure(errors: Record<string, string>): Failure {
  return new Failure('Parameter verification failed.', { status: 400, errors })
}

/** `Permission check failed (/vms/100, VM.PowerMgmt)` */
export function permissionFailure(path: string, privileges: readonly string[]): Failure {
  return new Failure(`Permission check failed (${path}, ${privileges.join('|')})`, { status: 403 })
}

/** Says the message and the messages of its causes, once each, outermost first. */
export function failureText(error: unknown): string {
  const parts: string[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const text = at.message.trim()
    if (text && !parts.some(part => part.includes(text))) parts.push(text)
  }
  return parts.length ? parts.join(': ') : String(error)
}

/** The same with the parameters that were refused, for places that show one line only, such as the end of a task. */
export function failureLine(error: unknown): string {
  const errors = error instanceof Failure ? Object.entries(error.errors ?? {}) : []
  return [failureText(error), ...errors.map(([name, text]) => `${name}: ${text}`)].join(' ')
}
