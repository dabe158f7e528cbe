import type { Packing } from '../unpack/archive-kind.ts'
import type { OciImage } from '@quorate/storage'
import type { TemplateSource } from './template-source.ts'

/** How the archive is unpacked: as one root file system, or as layers of an image. */
export type ArchiveContent = { readonly packing: Packing } | { readonly image: OciImage }

export interface CreateRequest {
  readonly vmid: number
  /** Config keys with their texts; root file system and mount points may ask for new volumes. */
  readonly values: ReadonlyMap<string, string>
  readonly description?: string
  /** Raw `lxc.` lines. */
  readonly raw: readonly (readonly [key: string, value: string])[]
  readonly source: TemplateSource
  readonly content: ArchiveContent
  /** Hash of root's password. */
  readonly passwordHash?: string
  readonly sshKeys: readonly string[]
  /** It is a copy of a container that was: nothing inside is made anew. */
  readonly restored: boolean
  /** Takes the place of a container with this id that does not run. */
  readonly replace: boolean
  readonly ignoreUnpackErrors: boolean
  readonly start: boolean
  readonly pool?: string
  /** MiB per second */
  readonly rateMBps?: number
}
