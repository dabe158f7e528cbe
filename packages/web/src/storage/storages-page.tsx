import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { storageAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import type { ListSearch } from '../router.ts'
import { Page } from '../shell/page.tsx'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { useStore } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { DataGrid } from '../ui/data-grid.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { parseSort, sortText, type SortOrder } from '../ui/grid-column.ts'
import { Menu } from '../ui/menu.tsx'
import { storageTypes } from './config/storage-types.ts'
import { typeName } from './config/type-name.ts'
import { useStorageColumns } from './storage-columns.tsx'
import { storageRows, type ListedStorage } from './storage-rows.ts'
import { SpaceUsed, StorageState } from './storage-state.tsx'
import { useStorageDefinitions } from './use-storages.ts'
import { useNeed, useUnseen } from '../shell/use-need.ts'

const byName: SortOrder = { column: 'name', descending: false }
const follow = (rows: readonly ListedStorage[]) => live.show(rows.map(({ node, storage }) => `storage/${node}/${storage}`))

/** All storages with their space; what nodes share stands once. */
export function StoragesPage() {
  const { t, i18n } = useLingui()
  const { sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/storage', 'Datastore.Allocate')
  const unseen = useUnseen('/storage', 'Datastore.Audit', 'Datastore.AllocateSpace', 'Datastore.Allocate')
  const { storages, nodes } = useStore(live.inventory)
  const { definitions, data, error, refetch } = useStorageDefinitions()
  const columns = useStorageColumns()
  const rows = useMemo(() => storageRows(definitions, storages, [...nodes.keys()]), [definitions, storages, nodes])
  const onSort = useCallback(
    (order: SortOrder) =>
      void navigate({ to: '.', search: (before: object) => ({ ...before, sort: sortText(order) }), replace: true } as never),
    [navigate],
  )
  return (
    <Page
      title={t`Storage`}
      fill
      actions={
        <Menu
          trigger={<Button look="primary" icon={Plus} disabledReason={need}>{t`Add storage`}</Button>}
          actions={storageTypes.map(type => ({ label: i18n._(typeName(type)), onSelect: () => openPanel('add-storage', type) }))}
        />
      }
    >
      {error && !data && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t`Storages`}
        columns={columns}
        rows={rows}
        rowKey={row => row.key}
        sort={parseSort(sort) ?? byName}
        onSort={onSort}
        onOpen={({ node, storage }) => void navigate({ to: storageAddress(node, storage) })}
        onVisible={follow}
        phoneRow={row => (
          <div className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <bdi className="block truncate font-medium">{row.storage}</bdi>
              <div className="truncate text-muted">
                {row.type} · {row.everywhere && row.shared ? t`all nodes` : <bdi>{row.node}</bdi>}
              </div>
            </div>
            <div className="flex flex-col items-end gap-0.5 text-[0.93em]">
              <StorageState storage={row} />
              <SpaceUsed storage={row} />
            </div>
          </div>
        )}
        empty={data ? (unseen ?? t`There is no storage yet. One holds disks, images and backups.`) : t`Loading…`}
        className="flex-1"
      />
    </Page>
  )
}
