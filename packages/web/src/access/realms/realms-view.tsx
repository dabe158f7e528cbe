import { useLingui } from '@lingui/react/macro'
import { Pencil, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useNeed } from '../../shell/use-need.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { IconButton } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import type { Column } from '../../ui/grid-column.ts'
import { Badge } from '../../ui/tag.tsx'
import { useRealms } from '../use-access.ts'
import { realmTypes, type RealmRow } from './realm-types.ts'

const rowKey = (realm: RealmRow) => realm.realm
const textOf = (realm: RealmRow) => [realm.realm, realm.type, realm.comment].join(' ')
const builtIn = ({ realm }: RealmRow) => realm === 'pam' || realm === 'pve'

function RealmActions({ realm }: { realm: RealmRow }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const name = realm.realm
  const need = useNeed('/access/realm', 'Realm.Allocate')
  return (
    <span className="flex justify-end">
      <IconButton
        icon={Pencil}
        label={t`Edit`}
        disabledReason={need}
        aria-label={t`Edit realm ${name}`}
        onClick={() => openPanel('edit-realm', name)}
      />
      <IconButton
        icon={Trash2}
        label={t`Remove`}
        aria-label={t`Remove realm ${name}`}
        disabledReason={need ?? (builtIn(realm) ? t`Built-in realms stay.` : undefined)}
        onClick={() => openPanel('remove-realm', name)}
      />
    </span>
  )
}

/** Where users and their passwords come from. */
export function RealmsView() {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const { data, error, refetch } = useRealms()
  const kind = (realm: RealmRow) => (realmTypes[realm.type] ? i18n._(realmTypes[realm.type]!) : realm.type)
  const columns = useMemo<readonly Column<RealmRow>[]>(
    () => [
      {
        id: 'realm',
        title: t`Realm`,
        width: 'minmax(9rem, 1fr)',
        cell: realm => (
          <span className="flex items-center gap-2">
            <bdi className="font-medium">{realm.realm}</bdi>
            {realm.default === 1 && <Badge>{t`Preselected at login`}</Badge>}
          </span>
        ),
        sort: rowKey,
      },
      { id: 'type', title: t`Type`, width: 'minmax(12rem, 1fr)', cell: kind, sort: kind },
      {
        id: 'tfa',
        title: t`Required factor`,
        width: '9rem',
        cell: realm => realm.tfa ?? <span className="text-muted">–</span>,
        sort: realm => realm.tfa ?? '',
      },
      {
        id: 'comment',
        title: t`Comment`,
        width: 'minmax(9rem, 2fr)',
        cell: realm => <bdi>{realm.comment}</bdi>,
        sort: realm => realm.comment ?? '',
      },
      { id: 'actions', title: t`Actions`, width: '6rem', align: 'end', cell: realm => <RealmActions realm={realm} /> },
    ],
    [i18n.locale],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Realms`}
      columns={columns}
      rows={(data ?? []) as readonly RealmRow[]}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="realm"
      onOpen={realm => openPanel('edit-realm', realm.realm)}
      phoneRow={realm => (
        <div className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <bdi className="font-medium">{realm.realm}</bdi>
            <div className="truncate text-muted">
              {kind(realm)} · <bdi>{realm.comment}</bdi>
            </div>
          </div>
          <RealmActions realm={realm} />
        </div>
      )}
      empty={t`Loading…`}
    />
  )
}
