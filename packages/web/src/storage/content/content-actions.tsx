import { useLingui } from '@lingui/react/macro'
import { Boxes, ChevronDown, Download, Eraser, Hammer, Library, Plus, Upload } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { ContentTab } from '../content-tabs.ts'

export interface ContentActionsProps {
  readonly node: string
  readonly storage: string
  readonly tab: ContentTab
  /** Content that the storage takes. */
  readonly taken: readonly string[]
}

/** How more of a content gets onto a storage, and backups off it. */
export function ContentActions({ node, storage, tab, taken }: ContentActionsProps) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const place = `${node}/${storage}`
  if (tab.id === 'disks') return <Button icon={Plus} onClick={() => openPanel('allocate-disk', place)}>{t`New disk`}</Button>
  if (tab.id === 'backups') return <Button icon={Eraser} onClick={() => openPanel('prune-backups', place)}>{t`Prune…`}</Button>
  const { brought } = tab
  if (!brought || !taken.includes(brought)) return null
  const more = [
    { label: t`From the catalogue…`, icon: Library, onSelect: () => openPanel('templates', place) },
    { label: t`From a registry (OCI)…`, icon: Boxes, onSelect: () => openPanel('pull-image', place) },
    { label: t`Build from packages…`, icon: Hammer, onSelect: () => openPanel('build-template', place) },
  ]
  return (
    <>
      <Button icon={Upload} onClick={() => openPanel('upload', `${place}/${brought}`)}>{t`Upload`}</Button>
      <Button icon={Download} onClick={() => openPanel('download-url', `${place}/${brought}`)}>{t`Download from URL`}</Button>
      {brought === 'vztmpl' && (
        <Menu
          trigger={
            <Button>
              {t`More ways`}
              <ChevronDown size={15} aria-hidden />
            </Button>
          }
          actions={more}
        />
      )}
    </>
  )
}
