import type { Privilege } from './privileges.ts'

/** Who is calling, as authentication found it. */
export interface Caller {
  /** `root@pam`, or `root@pam!tokenid` for a token. */
  readonly authid: string
  /** `root@pam` */
  readonly userid: string
  readonly token?: string
  /** True for root@pam itself (not its tokens). */
  readonly root: boolean
  /** Address of the client, for the audit line; `cli` for the command line on this machine. */
  readonly address: string
}

/** A file that came with a multipart upload, already on disk and complete. The server removes it after the handler unless it was moved away. */
export interface UploadedFile {
  readonly path: string
  readonly filename: string
  /** bytes */
  readonly size: number
}

/** What comes with a call beside its decoded parameters. */
export interface Attached {
  readonly upload?: UploadedFile
  /** Property strings as the caller wrote them, by parameter: for configs that keep a person's own words. */
  readonly texts?: Readonly<Record<string, string>>
}

/** One authorised request, as a handler sees it. */
export interface Call extends Attached {
  readonly caller: Caller
  /** Name of the node this runs on. */
  readonly node: string
  /** Aborted when the client goes away (not for task work). */
  readonly signal: AbortSignal
  /** For transport `websocket`: header values the handler may need. Undefined elsewhere. */
  readonly ticket?: string
  /** Refuses with 403 unless the caller has all of the privileges on the object path. */
  authorize(path: string, ...privileges: Privilege[]): void
  /** Has the caller at least one of the privileges on the object path? */
  may(path: string, ...anyOf: Privilege[]): boolean
}
