import { useLingui } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import { Pencil, Trash2 } from 'lucide-react'
import { useEffect } from 'react'
import { AclList } from '../acl/acl-list.tsx'
import { storageAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { Page } from '../shell/page.tsx'
import { NodeLost } from '../shell/node-lost.tsx'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { useStore } from '../store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { ContentActions } from './content/content-actions.tsx'
import { ContentList } from './content/content-list.tsx'
import { contentTabs, type ContentTab } from './content-tabs.ts'
import { storageRows } from './storage-rows.ts'
import { StorageState } from './storage-state.tsx'
import { StorageSummary } from './storage-summary.tsx'
import { useStorageDefinitions } from './use-storages.ts'

/** One storage, as a node sees it. */
export function StoragePage() {
  const { t, i18n } = useLingui()
  const { node = '', storage = '', tab = 'summary' } = useParams({ strict: false }) as { node?: string; storage?: string; tab?: string }
  const openPanel = useOpenPanel()
  const { storages } = useStore(live.inventory)
  const { definitions, data } = useStorageDefinitions()
  useEffect(() => live.show([`storage/${node}/${storage}`]), [node, storage])
  const definition = definitions.find(one => one.storage === storage)
  const row = storages.get(`${node}/${storage}`)
  const [listed] = definition ? storageRows([{ ...definition, shared: false }], new Map(row ? [[row.id, row]] : []), [node]) : []
  const tabs = contentTabs.filter(({ kinds }) => kinds.some(kind => definition?.content.includes(kind)))
  const content: ContentTab | undefined = tabs.find(({ id }) => id === tab)
  const shown = content?.id ?? (tab === 'permissions' ? tab : 'summary')
  return (
    <Page
      title={storage}
      fill={content !== undefined}
      head={
        <div className="mr-auto flex min-w-0 items-center gap-3">
          <h1 className="truncate text-[1.35em] font-semibold">
            <bdi>{storage}</bdi>
          </h1>
          <bdi className="truncate text-muted">{node}</bdi>
          {listed && <StorageState storage={listed} />}
        </div>
      }
      actions={
        definition && (
          <>
            <Button
              icon={Pencil}
              disabledReason={definition.usable ? undefined : t`Storages of this type are not supported yet.`}
              onClick={() => openPanel('edit-storage', storage)}
            >{t`Edit`}</Button>
            <IconButton icon={Trash2} label={t`Remove…`} onClick={() => openPanel('remove-storage', storage)} />
          </>
        )
      }
    >
      <TabLinks
        label={t`Views of the storage`}
        value={shown}
        tabs={[
          { id: 'summary', label: t`Summary`, to: storageAddress(node, storage) },
          ...tabs.map(({ id, label }) => ({ id, label: i18n._(label), to: storageAddress(node, storage, id) })),
          { id: 'permissions', label: t`Permissions`, to: storageAddress(node, storage, 'permissions') },
        ]}
      />
      {data && !definition && <Notice look="warn" title={t`There is no storage of this name, or it may not be seen.`} />}
      <NodeLost node={node} />
      {shown === 'summary' && listed && <StorageSummary node={node} storage={listed} />}
      {shown === 'permissions' && <AclList path={`/storage/${storage}`} />}
      {content && !listed?.nodeDown && (
        <ContentList
          key={`${node}/${storage}/${content.id}`}
          node={node}
          storage={storage}
          kinds={content.kinds}
          actions={<ContentActions node={node} storage={storage} tab={content} taken={definition?.content ?? []} />}
        />
      )}
    </Page>
  )
}
