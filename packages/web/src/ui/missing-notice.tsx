import { useLingui } from '@lingui/react/macro'
import { Notice } from './notice.tsx'

/** Stands where something is that the user may not see or do. */
export function MissingNotice({ privileges, path }: { privileges: string; path: string }) {
  const { t } = useLingui()
  return <Notice look="warn" title={t`You lack a privilege for this`}>{t`It needs ${privileges} on ${path}.`}</Notice>
}
