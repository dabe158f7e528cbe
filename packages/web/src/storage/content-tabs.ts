import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { BroughtKind, ContentKind } from './content-names.ts'

export interface ContentTab {
  readonly id: string
  readonly label: MessageDescriptor
  readonly kinds: readonly ContentKind[]
  /** What can be brought to it. */
  readonly brought?: BroughtKind
}

/** Content as tabs: a storage has those whose content it takes. */
export const contentTabs: readonly ContentTab[] = [
  { id: 'disks', label: msg`Disks`, kinds: ['images', 'rootdir'] },
  { id: 'backups', label: msg`Backups`, kinds: ['backup'] },
  { id: 'iso', label: msg`ISO images`, kinds: ['iso'], brought: 'iso' },
  { id: 'templates', label: msg`Templates`, kinds: ['vztmpl'], brought: 'vztmpl' },
  { id: 'files', label: msg`Imports and snippets`, kinds: ['import', 'snippets'], brought: 'import' },
]
