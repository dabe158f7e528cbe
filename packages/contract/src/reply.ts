/** An answer that carries more than data: members beside `data` (such as `total`). */
export class Reply<T = unknown> {
  readonly data: T
  readonly beside: Readonly<Record<string, unknown>>
  constructor(data: T, beside: Record<string, unknown> = {}) {
    this.data = data
    this.beside = beside
  }
}
