import { useLingui } from '@lingui/react/macro'

/** Stands in the place of numbers that the user may not see. */
export function Unseen({ privileges, path }: { privileges: string; path: string }) {
  const { t } = useLingui()
  return <span className="text-[0.93em] text-muted">{t`It needs ${privileges} on ${path}.`}</span>
}
