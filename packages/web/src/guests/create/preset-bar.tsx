import { useLingui } from '@lingui/react/macro'
import { BookmarkPlus, X } from 'lucide-react'
import { useState } from 'react'
import { prefer, preferences, type SavedPreset } from '../../settings/preferences.ts'
import { useStore } from '../../store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Popover } from '../../ui/popover.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { presetValues, type Preset } from './presets.ts'

interface PresetBarProps<V extends object> {
  readonly kind: SavedPreset['kind']
  readonly presets: readonly Preset<V>[]
  readonly values: V
  readonly onChange: (change: Partial<V>) => void
}

/** Sizes to begin with: those that come along, and one's own. */
export function PresetBar<V extends object>({ kind, presets, values, onChange }: PresetBarProps<V>) {
  const { t, i18n } = useLingui()
  const { presets: saved } = useStore(preferences)
  const [name, setName] = useState('')
  const [open, setOpen] = useState(false)
  const own = saved.filter(preset => preset.kind === kind)
  const save = () => {
    const others = saved.filter(preset => preset.kind !== kind || preset.name !== name.trim())
    prefer({ presets: [...others, { name: name.trim(), kind, values: presetValues(values) }] })
    setName('')
    setOpen(false)
  }
  return (
    <div role="group" aria-label={t`Sizes to begin with`} className="flex flex-wrap gap-1.5">
      {presets.map(preset => (
        <Button key={preset.id} onClick={() => onChange(preset.apply(values))}>
          {i18n._(preset.label)}
        </Button>
      ))}
      {own.map(preset => (
        <span key={preset.name} className="flex">
          <Button onClick={() => onChange(preset.values as Partial<V>)} className="max-w-48">
            <bdi className="truncate">{preset.name}</bdi>
          </Button>
          <IconButton
            icon={X}
            label={t`Forget ${preset.name}`}
            onClick={() => prefer({ presets: saved.filter(one => one !== preset) })}
            className="scale-75 text-muted"
          />
        </span>
      ))}
      <Popover
        title={t`Keep these settings`}
        open={open}
        onOpenChange={setOpen}
        trigger={<IconButton icon={BookmarkPlus} label={t`Keep these settings`} />}
      >
        <Field label={t`Name`} help={t`Number, name, node and secrets are not kept.`}>
          {control => (
            <TextInput
              {...control}
              maxLength={40}
              value={name}
              onChange={event => setName(event.target.value)}
              onKeyDown={event => {
                if (event.key !== 'Enter' || name.trim() === '') return
                event.preventDefault()
                save()
              }}
            />
          )}
        </Field>
        <Button look="primary" disabled={name.trim() === ''} onClick={save}>{t`Save`}</Button>
      </Popover>
    </div>
  )
}
