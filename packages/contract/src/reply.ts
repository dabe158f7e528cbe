/** A cookie that the server knows how to write: a browser's session. Without a ticket the browser forgets it. */
export interface SessionCookie {
  readonly ticket?: string
}

/** An answer that carries more than data: members beside `data` (such as `total`), or a cookie. */
export class Reply<T = unknown> {
  readonly data: T
  readonly beside: Readonly<Record<string, unknown>>
  readonly cookie: SessionCookie | undefined
  constructor(data: T, beside: Record<string, unknown> = {}, cookie?: SessionCookie) {
    this.data = data
    this.beside = beside
    this.cookie = cookie
  }
}
