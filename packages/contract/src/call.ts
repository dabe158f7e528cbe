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

/** One authorised request, as a handler sees it. */
export interface Call {
  readonly caller: Caller
  /** Name of the node this runs on. */
  readonly node: string
  /** Aborted when the client goes away (not for task work). */
  readonly signal: AbortSignal
  readonly upload?: UploadedFile
  /** For transport `websocket`: header values the handler may need. Undefined elsewhere. */
  readonly ticket?: string
  /** Refuses with 403 unless the caller has all of the privileges on the object path. */
  authorize(path: string, ...privileges: Privilege[]): void
  /** Has the caller at least one of the privileges on the object path? */
  may(path: string, ...anyOf: Privilege[]): boolean
}
