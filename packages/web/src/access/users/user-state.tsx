import { useLingui } from '@lingui/react/macro'
import { Badge } from '../../ui/tag.tsx'
import { isLocked, isOver, type UserRow } from '../use-access.ts'

/** Whether a user can log in, and if not, why. */
export function UserState({ user }: { user: UserRow }) {
  const { t } = useLingui()
  return (
    <span className="inline-flex items-center gap-1">
      {user.enable === 0 ? (
        <Badge>{t`Disabled`}</Badge>
      ) : isOver(user.expire) ? (
        <Badge look="bad">{t`Expired`}</Badge>
      ) : (
        <Badge look="good">{t`Enabled`}</Badge>
      )}
      {isLocked(user) && <Badge look="warn">{t`Factors locked`}</Badge>}
    </span>
  )
}
