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
import { Badge } from '../../ui/tag.tsx'
import { useAcl, useRoles, type RoleRow } from '../use-access.ts'
import { groupPrivileges, splitNames } from './privilege-groups.ts'
import { groupLabels } from './privilege-texts.ts'
import { useNeed } from '../../shell/use-need.ts'

const rowKey = (role: RoleRow) => role.roleid
const textOf = (role: RoleRow) => `${role.roleid} ${role.privs ?? ''}`

function RoleLink({ role }: { role: RoleRow }) {
  const { t } = useLingui()
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link to={accessAddress('roles', role.roleid)} tabIndex={-1} className="truncate font-medium hover:underline">
        <bdi>{role.roleid}</bdi>
      </Link>
      {role.special === 1 && <Badge>{t`Built in`}</Badge>}
    </span>
  )
}

/** Roles: built-in ones and one's own. */
export function RolesView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/access', 'Sys.Modify')
  const { data, error, refetch } = useRoles()
  const acl = useAcl()
  const uses = useMemo(() => Map.groupBy(acl, ({ roleid }) => roleid), [acl])
  const about = (role: RoleRow) =>
    groupPrivileges(splitNames(role.privs))
      .map(({ id, all }) => (all ? t`${i18n._(groupLabels[id])} (all)` : i18n._(groupLabels[id])))
      .join(', ')
  const columns = useMemo<readonly Column<RoleRow>[]>(
    () => [
      { id: 'role', title: t`Role`, width: 'minmax(12rem, 1fr)', cell: role => <RoleLink role={role} />, sort: rowKey },
      {
        id: 'count',
        title: t`Privileges`,
        width: '7rem',
        align: 'end',
        cell: role => splitNames(role.privs).length,
        sort: role => splitNames(role.privs).length,
      },
      {
        id: 'uses',
        title: t`Given`,
        width: '6rem',
        align: 'end',
        cell: role => uses.get(role.roleid)?.length ?? 0,
        sort: role => uses.get(role.roleid)?.length ?? 0,
      },
      { id: 'about', title: t`About`, width: 'minmax(14rem, 3fr)', cell: role => <span className="text-muted">{about(role)}</span> },
    ],
    [i18n.locale, uses],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Roles`}
      columns={columns}
      rows={data ?? []}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="role"
      onOpen={role => void navigate({ to: accessAddress('roles', role.roleid) })}
      phoneRow={role => (
        <div className="min-w-0">
          <RoleLink role={role} />
          <div className="truncate text-muted">{about(role) || '–'}</div>
        </div>
      )}
      actions={
        <Button disabledReason={need} look="primary" icon={Plus} onClick={() => openPanel('create-role')}>
          {t`Add role`}
        </Button>
      }
      empty={t`Loading…`}
    />
  )
}
