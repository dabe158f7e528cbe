import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { nodeAddress, storageAddress } from '../addresses.ts'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { IconButton } from '../ui/button.tsx'
import type { Column } from '../ui/grid-column.ts'
import { Menu } from '../ui/menu.tsx'
import { contentName } from './content-names.ts'
import type { ListedStorage } from './storage-rows.ts'
import { SpaceUsed, StorageState } from './storage-state.tsx'

function StorageMenu({ storage: { storage, usable } }: { storage: ListedStorage }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t`Actions on ${storage}`} />}
      actions={[
        {
          label: t`Edit…`,
          icon: Pencil,
          onSelect: () => openPanel('edit-storage', storage),
          disabledReason: usable ? undefined : t`Storages of this type are not supported yet.`,
        },
        { label: t`Remove…`, icon: Trash2, onSelect: () => openPanel('remove-storage', storage), danger: true, separated: true },
      ]}
    />
  )
}

/** Columns of the list of storages. */
export function useStorageColumns(): readonly Column<ListedStorage>[] {
  const { t, i18n } = useLingui()
  return useMemo(
    () => [
      { id: 'status', title: t`Status`, width: '9rem', cell: row => <StorageState storage={row} />, sort: row => Number(row.active) },
      {
        id: 'name',
        title: t`Name`,
        width: 'minmax(8rem, 1.5fr)',
        cell: ({ node, storage }) => (
          <Link to={storageAddress(node, storage)} tabIndex={-1} className="truncate font-medium hover:underline">
            <bdi>{storage}</bdi>
          </Link>
        ),
        sort: row => `${row.storage} ${row.node}`,
      },
      {
        id: 'node',
        title: t`Node`,
        width: 'minmax(6rem, 1fr)',
        cell: row =>
          row.everywhere ? (
            <span className="text-muted">{row.nodes.length > 0 ? row.nodes.join(', ') : t`All`}</span>
          ) : (
            <Link to={nodeAddress(row.node)} tabIndex={-1} className="hover:underline">
              <bdi>{row.node}</bdi>
            </Link>
          ),
        sort: row => (row.everywhere ? '' : row.node),
      },
      { id: 'type', title: t`Type`, width: '6rem', cell: row => row.type, sort: row => row.type },
      {
        id: 'used',
        title: t`Space used`,
        width: '12rem',
        cell: row => <SpaceUsed storage={row} />,
        sort: row => row.used / (row.total || 1),
      },
      {
        id: 'content',
        title: t`Content`,
        width: 'minmax(12rem, 2fr)',
        cell: row => <span className="text-muted">{row.content.map(kind => i18n._(contentName(kind))).join(', ')}</span>,
      },
      { id: 'place', title: t`Path or pool`, width: 'minmax(8rem, 1.5fr)', cell: row => <bdi>{row.place}</bdi>, sort: row => row.place },
      { id: 'shared', title: t`Shared`, width: '5rem', cell: row => (row.shared ? t`Yes` : t`No`), sort: row => Number(row.shared) },
      { id: 'actions', title: t`Actions`, width: '5rem', cell: row => <StorageMenu storage={row} /> },
    ],
    // The language decides the titles.
    [i18n.locale],
  )
}
