import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { entryKey, type AclEntry } from '../../acl/acl-entries.ts'
import { removeEntries } from '../../acl/change-acl.ts'
import { SubjectName } from '../../acl/subject-name.tsx'
import { live } from '../../live/live.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { Badge } from '../../ui/tag.tsx'
import { useAcl } from '../use-access.ts'
import { useNeed, useUnseen } from '../../shell/use-need.ts'

const textOf = (entry: AclEntry) => [entry.path, entry.ugid, entry.roleid, entry.type].join(' ')
const nothingSelected: ReadonlySet<string> = new Set()

/** The whole access control list. */
export function AclGrid() {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const need = useNeed('/', 'Permissions.Modify')
  const unseen = useUnseen('/', 'Permissions.Modify', 'Sys.Audit')
  const rows = useAcl()
  const { guests } = useStore(live.inventory)
  const [selected, setSelected] = useState(nothingSelected)
  const chosen = rows.filter(entry => selected.has(entryKey(entry)))
  const columns = useMemo<readonly Column<AclEntry>[]>(
    () => [
      {
        id: 'path',
        title: t`Object path`,
        width: 'minmax(11rem, 1.5fr)',
        cell: ({ path }) => (
          <>
            <bdi className="font-mono text-[0.93em]">{path}</bdi>{' '}
            <bdi className="text-muted">{path.startsWith('/vms/') ? guests.get(Number(path.slice(5)))?.name : ''}</bdi>
          </>
        ),
        sort: entry => entry.path,
      },
      {
        id: 'who',
        title: t`User, group or token`,
        width: 'minmax(11rem, 1.5fr)',
        cell: entry => <SubjectName {...entry} />,
        sort: entry => entry.ugid,
      },
      { id: 'role', title: t`Role`, width: 'minmax(9rem, 1fr)', cell: entry => <bdi>{entry.roleid}</bdi>, sort: entry => entry.roleid },
      {
        id: 'propagate',
        title: t`Reach`,
        width: '11rem',
        cell: entry =>
          entry.propagate ? <span className="text-muted">{t`and what lies below`}</span> : <Badge>{t`This path only`}</Badge>,
        sort: entry => Number(entry.propagate),
      },
    ],
    [i18n.locale, guests],
  )
  return (
    <SearchedGrid
      label={t`Permissions`}
      columns={columns}
      rows={rows}
      rowKey={entryKey}
      textOf={textOf}
      sortedBy="path"
      selected={selected}
      onSelect={setSelected}
      phoneRow={entry => (
        <div className="min-w-0">
          <div className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <SubjectName {...entry} />
            </span>
            <bdi className="truncate">{entry.roleid}</bdi>
          </div>
          <bdi className="block truncate font-mono text-[0.86em] text-muted">{entry.path}</bdi>
        </div>
      )}
      actions={
        <>
          {chosen.length > 0 && (
            <Button
              icon={Trash2}
              onClick={() => {
                void removeEntries(chosen)
                setSelected(nothingSelected)
              }}
            >
              {t`Remove (${chosen.length})`}
            </Button>
          )}
          <Button disabledReason={need} look="primary" icon={Plus} onClick={() => openPanel('add-permission')}>
            {t`Add permission`}
          </Button>
        </>
      }
      empty={unseen ?? t`Nobody has been given a role yet: only root@pam can do something.`}
    />
  )
}
