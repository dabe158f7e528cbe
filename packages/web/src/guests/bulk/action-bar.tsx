import { useLingui } from '@lingui/react/macro'
import { Ellipsis } from 'lucide-react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useStore } from '../../store.ts'
import { useMedia } from '../../ui/use-media.ts'
import { bulkKinds, defaultOptions, isHarsh, type BulkKind } from './bulk-action.ts'
import { bulkIcons, bulkNames } from './bulk-words.ts'
import { preflight } from './preflight.ts'

const first: readonly BulkKind[] = ['start', 'shutdown', 'reboot', 'tags', 'snapshot']
const fewer: readonly BulkKind[] = ['start', 'shutdown']

/** What can be done to the selected guests. */
export function ActionBar({ guests }: { guests: readonly Guest[] }) {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const wide = useMedia('(width >= 75rem)')
  const shown = wide ? first : fewer
  const { nodes } = useStore(live.inventory)
  // What would do nothing to any of them says so.
  const useless = (kind: BulkKind) =>
    ['tags', 'pool'].includes(kind) || preflight(kind, guests, defaultOptions).some(one => one.verdict !== 'skip')
      ? undefined
      : t`It would do nothing to any of the selected guests.`
  return (
    <div role="toolbar" aria-label={t`Actions on the selected guests`} className="flex flex-wrap items-center gap-1.5">
      {shown.map(kind => (
        <Button key={kind} icon={bulkIcons[kind]} disabledReason={useless(kind)} onClick={() => openPanel('bulk', kind)}>
          {i18n._(bulkNames[kind])}
        </Button>
      ))}
      <Menu
        trigger={<IconButton icon={Ellipsis} look="plain" label={t`More actions`} />}
        actions={bulkKinds
          .filter(kind => !shown.includes(kind) && (kind !== 'migrate' || nodes.size > 1))
          .map(kind => ({
            label: i18n._(bulkNames[kind]),
            icon: bulkIcons[kind],
            onSelect: () => openPanel('bulk', kind),
            danger: isHarsh(kind),
            separated: kind === 'tags' || kind === 'delete',
            disabledReason: useless(kind),
          }))}
      />
    </div>
  )
}
