import { useLingui } from '@lingui/react/macro'
import { formatAgo, formatTime } from './format.ts'
import { useNow } from './use-now.ts'

/** How old what is shown is, in words that go on by themselves; `since`: seconds since 1970 when it was so. */
export function AsOf({ since }: { since: number }) {
  const { t } = useLingui()
  const ago = formatAgo(useNow(10) - since)
  return <span title={formatTime(since)} className="text-muted">{t`as of ${ago}`}</span>
}
