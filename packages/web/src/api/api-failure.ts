/** No answer; the API daemon does not run; it ended before it answered. */
const awayStatuses: ReadonlySet<number> = new Set([0, 503, 596])

/** A call that the server refused, or that did not reach it (status 0). */
export class ApiFailure extends Error {
  readonly status: number
  /** Refused parameters and why. */
  readonly errors: Readonly<Record<string, string>>
  /** `METHOD /path` as it was called. */
  readonly call: string

  constructor(message: string, details: { status: number; call: string; errors?: Readonly<Record<string, string>> | undefined }) {
    super(message)
    this.name = 'ApiFailure'
    this.status = details.status
    this.call = details.call
    this.errors = details.errors ?? {}
  }

  /** The privilege and the object path that are missing, when that is the reason. */
  get missing(): { readonly path: string; readonly privileges: string } | undefined {
    const match = /^Permission check failed \(([^,)]+), ([^)]+)\)/.exec(this.message)
    return this.status === 403 && match?.[1] && match[2] ? { path: match[1], privileges: match[2] } : undefined
  }

  /** Nothing is wrong with the call: the server, or what does its work, was not there. */
  get away(): boolean {
    return awayStatuses.has(this.status)
  }

  /** Another change came first: the digest is stale. */
  get stale(): boolean {
    return /detected modified configuration/.test(this.message)
  }
}
