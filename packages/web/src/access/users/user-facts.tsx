import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { accessAddress } from '../../addresses.ts'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { Expiry } from '../expiry.tsx'
import { fullName, realmOf, type UserRow } from '../use-access.ts'
import { UserState } from './user-state.tsx'

const nothing = <span className="text-muted">–</span>

/** Who a user is. */
export function UserFacts({ user }: { user: UserRow }) {
  const { t } = useLingui()
  const groups = (user.groups ?? '').split(',').filter(Boolean)
  return (
    <Card title={t`Account`}>
      <Facts>
        <Fact label={t`State`}>
          <UserState user={user} />
        </Fact>
        <Fact label={t`Realm`}>{realmOf(user.userid)}</Fact>
        <Fact label={t`Full name`}>{fullName(user) ? <bdi>{fullName(user)}</bdi> : nothing}</Fact>
        <Fact label={t`Mail address`}>{user.email ? <bdi>{user.email}</bdi> : nothing}</Fact>
        <Fact label={t`Expires`}>
          <Expiry expire={user.expire} />
        </Fact>
        <Fact label={t`Groups`}>
          {groups.length === 0
            ? nothing
            : groups.map((group, index) => (
                <span key={group}>
                  {index > 0 && ', '}
                  <Link to={accessAddress('groups', group)} className="hover:underline">
                    <bdi>{group}</bdi>
                  </Link>
                </span>
              ))}
        </Fact>
        <Fact label={t`Comment`}>{user.comment ? <bdi>{user.comment}</bdi> : nothing}</Fact>
      </Facts>
    </Card>
  )
}
