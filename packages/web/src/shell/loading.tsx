import { useLingui } from '@lingui/react/macro'

/** Stands where something is being fetched. */
export function Loading() {
  const { t } = useLingui()
  return (
    <p role="status" className="p-6 text-muted">
      {t`Loading…`}
    </p>
  )
}
