import { useLingui } from '@lingui/react/macro'
import { Copy, CopyPlus, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { toast } from '../../shell/toast-store.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { volumeArgument, type Volume } from './volume.ts'

/** What can be done with one volume. */
export function VolumeMenu({ node, storage, volume }: { node: string; storage: string; volume: Volume }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { name, volid, kind } = volume
  const argument = volumeArgument(node, storage, [volid])
  async function copyId(): Promise<void> {
    await navigator.clipboard.writeText(volid)
    toast({ look: 'good', text: t`Copied: ${volid}` })
  }
  const isDisk = kind === 'images' || kind === 'rootdir'
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t`Actions on ${name}`} />}
      actions={[
        { label: t`Copy its id`, icon: Copy, onSelect: () => void copyId() },
        ...(kind === 'backup'
          ? [{ label: t`Notes and protection…`, icon: Pencil, onSelect: () => openPanel('edit-backup', argument) }]
          : []),
        ...(isDisk ? [{ label: t`Copy the disk…`, icon: CopyPlus, onSelect: () => openPanel('copy-volume', argument) }] : []),
        {
          label: t`Delete…`,
          icon: Trash2,
          onSelect: () => openPanel('delete-volumes', argument),
          danger: true,
          separated: true,
          disabledReason: volume.protected ? t`It is protected.` : undefined,
        },
      ]}
    />
  )
}
