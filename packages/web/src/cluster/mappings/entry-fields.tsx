import { useLingui } from '@lingui/react/macro'
import { Trash2 } from 'lucide-react'
import { NodePicker } from '../../forms/pickers/node-picker.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import type { MapEntry, MappingKind } from './mapping-kind.ts'
import { useDevices } from './use-devices.ts'

interface EntryFieldsProps {
  readonly kind: MappingKind
  readonly entry: MapEntry
  readonly onChange: (entry: MapEntry) => void
  readonly onRemove: (() => void) | undefined
}

/** What a mapping stands for on one node. */
export function EntryFields({ kind, entry, onChange, onRemove }: EntryFieldsProps) {
  const { t } = useLingui()
  const devices = useDevices(kind, entry.node)
  const value = kind === 'usb' ? entry.id : entry.path
  return (
    <div className="flex flex-wrap items-end gap-2 rounded-lg border border-line p-3">
      <NodePicker value={entry.node} onChange={node => onChange({ node: node ?? '' })} className="min-w-32 flex-1" />
      <Field label={kind === 'dir' ? t`Directory` : t`Device`} className="min-w-48 flex-2">
        {control =>
          kind === 'dir' ? (
            <TextInput
              {...control}
              value={String(entry.path ?? '')}
              placeholder="/srv/share"
              onChange={event => onChange({ ...entry, path: event.target.value || undefined })}
            />
          ) : (
            <Combobox
              {...control}
              value={value === undefined ? undefined : String(value)}
              disabled={entry.node === ''}
              choices={devices}
              // One that is not plugged in now is typed: 1234:5678.
              custom={kind === 'usb'}
              onChange={chosen =>
                onChange({
                  node: entry.node,
                  ...(devices.find(device => device.value === chosen)?.entry ?? (kind === 'usb' && { id: chosen })),
                })
              }
            />
          )
        }
      </Field>
      {onRemove && <IconButton icon={Trash2} label={t`Remove line`} onClick={onRemove} />}
    </div>
  )
}
