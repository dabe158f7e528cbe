import { useLingui } from '@lingui/react/macro'
import { useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

/** More rows than these at once cost seconds, and nobody reads them. */
const step = 200

/** For lists whose rows differ in height: so many rows are made, and a button below them brings the next. */
export function useRowLimit(total: number): { readonly limit: number; readonly more: ReactNode } {
  const { t, i18n } = useLingui()
  const [limit, setLimit] = useState(step)
  const left = i18n.number(total - limit)
  const more = total > limit && (
    <div className="p-2 text-center">
      <Button onClick={() => setLimit(limit + step)}>{t`Show more: ${left} are left`}</Button>
    </div>
  )
  return { limit, more }
}
