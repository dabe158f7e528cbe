import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { accessAddress } from '../../addresses.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { useGroups, type GroupRow } from '../use-access.ts'
import { useNeed, useUnseen } from '../../shell/use-need.ts'

const rowKey = (group: GroupRow) => group.groupid
const textOf = (group: GroupRow) => [group.groupid, group.comment, group.users].join(' ')
export const membersOf = (group: GroupRow): readonly string[] => (group.users ?? '').split(',').filter(Boolean)

const GroupLink = ({ group }: { group: GroupRow }) => (
  <Link to={accessAddress('groups', group.groupid)} tabIndex={-1} className="font-medium hover:underline">
    <bdi>{group.groupid}</bdi>
  </Link>
)

/** Groups of users. */
export function GroupsView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/access/groups', 'Group.Allocate')
  const unseen = useUnseen('/access/groups', 'Group.Allocate', 'Sys.Audit', 'User.Modify')
  const { data, error, refetch } = useGroups()
  const columns = useMemo<readonly Column<GroupRow>[]>(
    () => [
      { id: 'group', title: t`Group`, width: 'minmax(10rem, 1fr)', cell: group => <GroupLink group={group} />, sort: rowKey },
      {
        id: 'count',
        title: t`Members`,
        width: '6rem',
        align: 'end',
        cell: group => membersOf(group).length,
        sort: group => membersOf(group).length,
      },
      { id: 'users', title: t`Users`, width: 'minmax(12rem, 2fr)', cell: group => <bdi>{membersOf(group).join(', ')}</bdi> },
      {
        id: 'comment',
        title: t`Comment`,
        width: 'minmax(9rem, 1.5fr)',
        cell: group => <bdi>{group.comment}</bdi>,
        sort: group => group.comment ?? '',
      },
    ],
    [i18n.locale],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Groups`}
      columns={columns}
      rows={data ?? []}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="group"
      onOpen={group => void navigate({ to: accessAddress('groups', group.groupid) })}
      phoneRow={group => (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <GroupLink group={group} />
            <div className="truncate text-muted">
              <bdi>{group.comment || membersOf(group).join(', ') || '–'}</bdi>
            </div>
          </div>
          <span className="text-muted tabular-nums">{membersOf(group).length}</span>
        </div>
      )}
      actions={
        <Button disabledReason={need} look="primary" icon={Plus} onClick={() => openPanel('create-group')}>
          {t`Add group`}
        </Button>
      }
      empty={data ? (unseen ?? t`There is no group yet. Roles given to a group hold for all of its members.`) : t`Loading…`}
    />
  )
}
