import type { Content, ImageFormat } from '../content-type.ts'

/** One section of storage.cfg, read. */
export interface StorageEntry {
  readonly id: string
  readonly type: string
  readonly content: readonly Content[]
  /** undefined: all nodes */
  readonly nodes?: readonly string[]
  readonly disabled: boolean
  readonly shared: boolean
  readonly format?: ImageFormat
  /** False: its type is known but no driver for it is built; it is kept and shown, not used. */
  readonly usable: boolean
  /** All options as they stand in the file, without secrets. */
  readonly options: Readonly<Record<string, string>>
}
