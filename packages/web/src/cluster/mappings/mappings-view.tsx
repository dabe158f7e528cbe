import { useLingui } from '@lingui/react/macro'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Badge } from '../../ui/tag.tsx'
import { mappingKinds, type MapEntry, type Mapping, type MappingKind } from './mapping-kind.ts'
import { useMappings } from './use-mappings.ts'
import { useNeed, useUnseen } from '../../shell/use-need.ts'

/** Names for devices and directories that guests use wherever they run. */
export function MappingsView() {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const need = useNeed('/mapping', 'Mapping.Modify')
  const unseen = useUnseen('/mapping', 'Mapping.Audit', 'Mapping.Use', 'Mapping.Modify')
  const { mappings, loaded, error } = useMappings()
  const titles: Readonly<Record<MappingKind, string>> = { pci: t`PCI devices`, usb: t`USB devices`, dir: t`Directories` }
  const adds: Readonly<Record<MappingKind, string>> = { pci: t`Map PCI device`, usb: t`Map USB device`, dir: t`Map directory` }
  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">{t`A mapping gives a device or directory one name on all nodes: guests that use it can move between them.`}</p>
      {error && <FailureNotice error={error} />}
      {mappingKinds.map(kind => {
        const rows = mappings.filter(mapping => mapping.kind === kind)
        return (
          <Card
            key={kind}
            title={titles[kind]}
            actions={
              <Button disabledReason={need} icon={Plus} onClick={() => openPanel('edit-mapping', kind)}>
                {adds[kind]}
              </Button>
            }
          >
            {rows.length === 0 && <p className="text-muted">{loaded ? (unseen ?? t`Nothing is mapped.`) : t`Loading…`}</p>}
            <ul className="flex flex-col">
              {rows.map(mapping => (
                <MappingLine key={mapping.id} mapping={mapping} />
              ))}
            </ul>
          </Card>
        )
      })}
    </div>
  )
}

const target = (kind: MappingKind, { path, id }: MapEntry) => (kind === 'dir' ? String(path) : [path, id].filter(Boolean).join(' · '))

function MappingLine({ mapping }: { mapping: Mapping }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { id, kind, description, entries, problems } = mapping
  return (
    <li className="flex items-start gap-3 border-b border-line py-1.5 last:border-0">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-2">
          <bdi className="font-medium">{id}</bdi>
          {mapping.mdev && <Badge>{t`Mediated devices`}</Badge>}
          {mapping.liveMigration && <Badge>{t`Live migration`}</Badge>}
          {problems.length > 0 && <Badge look="warn">{t`Needs attention`}</Badge>}
          <bdi className="truncate text-muted">{description}</bdi>
        </div>
        <ul>
          {entries.map((entry, index) => (
            <li key={index} className="flex gap-3 text-[0.93em]">
              <bdi className="w-28 shrink-0 truncate text-muted">{entry.node}</bdi>
              <bdi className="min-w-0 font-mono break-all">{target(kind, entry)}</bdi>
            </li>
          ))}
        </ul>
        {problems.map(problem => (
          <p key={problem} className="text-[0.93em] text-warn">
            {problem}
          </p>
        ))}
      </div>
      <IconButton
        icon={Pencil}
        label={t`Edit`}
        aria-label={t`Edit mapping ${id}`}
        onClick={() => openPanel('edit-mapping', `${kind}/${id}`)}
      />
      <IconButton
        icon={Trash2}
        label={t`Remove`}
        aria-label={t`Remove mapping ${id}`}
        onClick={() => openPanel('remove-mapping', `${kind}/${id}`)}
      />
    </li>
  )
}
