import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { ChevronRight } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useCall } from '../api/use-call.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Badge } from '../ui/tag.tsx'
import { isBelow, permissionTree, type PathPrivileges } from './permission-tree.ts'
import { groupPrivileges } from './roles/privilege-groups.ts'
import { PrivilegeList } from './roles/privilege-list.tsx'

/** What a user or token may really do, path by path: all roles, groups, pools and limits taken together. */
export function EffectivePermissions({ authid }: { authid: string }) {
  const { t } = useLingui()
  const [all, setAll] = useState(false)
  const { data, error, refetch } = useCall('GET /access/permissions', { userid: authid }, { watch: ['/user.cfg'] })
  const tree = useMemo(() => permissionTree(data ?? {}), [data])
  const shown = all ? tree : tree.filter(({ same }) => !same)
  const hidden = tree.length - tree.filter(({ same }) => !same).length
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <div className="flex flex-col gap-1">
      {hidden > 0 && (
        <Checkbox
          label={plural(hidden, {
            one: 'Also show # path that only hands on what is above',
            other: 'Also show # paths that only hand on what is above',
          })}
          checked={all}
          onChange={setAll}
        />
      )}
      {data && tree.length === 0 && <p className="text-muted">{t`No privilege anywhere.`}</p>}
      <ul aria-label={t`Effective permissions`} className="flex flex-col">
        {shown.map(row => (
          <PathRow key={row.path} row={row} level={shown.filter(({ path }) => path !== row.path && isBelow(row.path, path)).length} />
        ))}
      </ul>
    </div>
  )
}

/** `level`: how many of the paths above it are shown. */
function PathRow({ row: { path, privileges, same }, level }: { row: PathPrivileges; level: number }) {
  const { t } = useLingui()
  const { length } = privileges
  const here = privileges.filter(({ propagate }) => !propagate).map(({ name }) => name)
  const words = groupPrivileges(privileges.map(({ name }) => name))
  return (
    <li className="border-b border-line last:border-0" style={{ paddingLeft: `${level}rem` }}>
      <details className="group">
        <summary className="flex min-h-(--row) list-none items-center gap-2">
          <ChevronRight size={15} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
          <bdi className="min-w-0 truncate font-mono text-[0.93em]">{path}</bdi>
          {same && <Badge>{t`As above`}</Badge>}
          <span className="ml-auto shrink-0 text-muted tabular-nums">
            {length === 0 ? t`nothing` : plural(length, { one: '# privilege', other: '# privileges' })}
          </span>
        </summary>
        <div className="pb-2 pl-6">
          {length === 0 ? (
            <p className="text-muted">{t`Everything from above is taken away here.`}</p>
          ) : (
            <PrivilegeList groups={words} onlyHere={here} />
          )}
        </div>
      </details>
    </li>
  )
}
