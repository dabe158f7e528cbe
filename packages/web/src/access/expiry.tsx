import { useLingui } from '@lingui/react/macro'
import { formatTime } from '../ui/format.ts'
import { Badge } from '../ui/tag.tsx'
import { isOver } from './use-access.ts'

/** When an account or token ends. */
export function Expiry({ expire }: { expire: number | undefined }) {
  const { t } = useLingui()
  if (expire === undefined || expire === 0) return <span className="text-muted">{t`Never`}</span>
  return isOver(expire) ? <Badge look="bad">{t`Expired`}</Badge> : formatTime(expire)
}
