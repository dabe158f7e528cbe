import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Kinds of content, in the order in which people think of them. */
export const contentKinds = ['images', 'rootdir', 'backup', 'iso', 'vztmpl', 'import', 'snippets'] as const
export type ContentKind = (typeof contentKinds)[number]

const names: Readonly<Record<ContentKind, MessageDescriptor>> = {
  images: msg`VM disks`,
  rootdir: msg`Container volumes`,
  backup: msg`Backups`,
  iso: msg`ISO images`,
  vztmpl: msg`Container templates`,
  import: msg`Disks to import`,
  snippets: msg`Snippets`,
}

/** A kind's name; what is not known stands as it is. */
export const contentName = (kind: string): MessageDescriptor => names[kind as ContentKind] ?? { id: kind, message: kind }

/** Kinds of which files can be brought by people. */
export const broughtKinds = ['iso', 'vztmpl', 'import'] as const
export type BroughtKind = (typeof broughtKinds)[number]
