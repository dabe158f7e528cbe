import type { AnswerOf } from '../../api/endpoints.ts'
import type { ContentKind } from '../content-names.ts'

/** One volume or file of a storage. */
export interface Volume {
  readonly volid: string
  /** Its name without the storage and the folder of its kind. */
  readonly name: string
  readonly kind: ContentKind
  readonly format: string
  readonly size: number
  /** seconds since 1970; 0: not known */
  readonly created: number
  readonly vmid: number | undefined
  readonly notes: string
  readonly protected: boolean
}

const folders = /^(?:iso|vztmpl|backup|import|snippets)\//

export function volumeOf(row: AnswerOf<'GET /nodes/{node}/storage/{storage}/content'>[number]): Volume {
  const { content } = row as unknown as { readonly content?: ContentKind }
  return {
    volid: row.volid,
    name: row.volid.slice(row.volid.indexOf(':') + 1).replace(folders, ''),
    kind: content ?? 'images',
    format: row.format,
    size: row.size,
    created: row.ctime ?? 0,
    vmid: row.vmid,
    notes: row.notes ?? '',
    protected: row.protected === 1,
  }
}

/** Volumes as they stand in the address of a panel, behind node and storage. */
export const volumeArgument = (node: string, storage: string, volids: readonly string[]): string =>
  [node, storage, volids.map(encodeURIComponent).join(',')].join('/')

export interface VolumesNamed {
  readonly node: string
  readonly storage: string
  readonly volids: readonly string[]
}

export function volumesNamed(argument: string): VolumesNamed {
  const [node = '', storage = '', volids = ''] = argument.split('/')
  return { node, storage, volids: volids.split(',').filter(Boolean).map(decodeURIComponent) }
}
