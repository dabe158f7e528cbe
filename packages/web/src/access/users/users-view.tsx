import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { UserPlus } from 'lucide-react'
import { useMemo } from 'react'
import { accessAddress } from '../../addresses.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { Expiry } from '../expiry.tsx'
import { factorSummary } from '../factors/factor-kinds.ts'
import { fullName, realmOf, useFactors, useUsers, type UserRow } from '../use-access.ts'
import { UserState } from './user-state.tsx'
import { useNeed } from '../../shell/use-need.ts'

const rowKey = (user: UserRow) => user.userid
const textOf = (user: UserRow) => [user.userid, fullName(user), user.email, user.groups, user.comment].join(' ')

function UserLink({ user }: { user: UserRow }) {
  return (
    <Link to={accessAddress('users', user.userid)} tabIndex={-1} className="truncate font-medium hover:underline">
      <bdi>{user.userid}</bdi>
    </Link>
  )
}

/** All users that the caller may see. */
export function UsersView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/access/groups', 'User.Modify')
  const { data, error, refetch } = useUsers()
  const { data: factors } = useFactors()
  const factorsOf = useMemo(() => new Map((factors ?? []).map(({ userid, entries }) => [userid, entries])), [factors])
  const columns = useMemo<readonly Column<UserRow>[]>(
    () => [
      { id: 'user', title: t`User`, width: 'minmax(11rem, 1.4fr)', cell: user => <UserLink user={user} />, sort: user => user.userid },
      { id: 'realm', title: t`Realm`, width: '6rem', cell: user => realmOf(user.userid), sort: user => realmOf(user.userid) },
      { id: 'state', title: t`State`, width: '9rem', cell: user => <UserState user={user} />, sort: user => user.enable ?? 1 },
      { id: 'name', title: t`Full name`, width: 'minmax(8rem, 1fr)', cell: user => <bdi>{fullName(user)}</bdi>, sort: fullName },
      {
        id: 'expire',
        title: t`Expires`,
        width: '11rem',
        cell: user => <Expiry expire={user.expire} />,
        sort: user => user.expire || Infinity,
      },
      {
        id: 'factors',
        title: t`Second factor`,
        width: '9rem',
        cell: user => factorSummary(i18n, factorsOf.get(user.userid) ?? []) || <span className="text-muted">–</span>,
        sort: user => factorsOf.get(user.userid)?.length ?? 0,
      },
      {
        id: 'groups',
        title: t`Groups`,
        width: 'minmax(7rem, 1fr)',
        cell: user => <bdi>{(user.groups ?? '').replaceAll(',', ', ')}</bdi>,
        sort: user => user.groups ?? '',
      },
      {
        id: 'comment',
        title: t`Comment`,
        width: 'minmax(8rem, 1.2fr)',
        cell: user => <bdi>{user.comment}</bdi>,
        sort: user => user.comment ?? '',
      },
    ],
    [i18n.locale, factorsOf],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Users`}
      columns={columns}
      rows={data ?? []}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="user"
      onOpen={user => void navigate({ to: accessAddress('users', user.userid) })}
      phoneRow={user => (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <UserLink user={user} />
            <div className="truncate text-muted">
              <bdi>{fullName(user) || user.comment || '–'}</bdi>
            </div>
          </div>
          <UserState user={user} />
        </div>
      )}
      actions={
        <Button disabledReason={need} look="primary" icon={UserPlus} onClick={() => openPanel('create-user')}>
          {t`Add user`}
        </Button>
      }
      empty={data ? t`There is no user yet.` : t`Loading…`}
    />
  )
}
