import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { newMount, type MountValues } from './container-values.ts'
import { FieldRow, FormSection } from './form-section.tsx'
import type { ContainerSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** The root file system and further volumes. */
export function VolumesSection({ values, onChange, errors }: ContainerSectionProps) {
  const { t } = useLingui()
  const { mounts } = values
  const change = (at: number, part: Partial<MountValues>) =>
    onChange({ mounts: mounts.map((mount, index) => (index === at ? { ...mount, ...part } : mount)) })
  const add = () => onChange({ mounts: [...mounts, newMount(values.rootStorage, '/srv')] })
  return (
    <FormSection id="volumes" title={t`Volumes`} actions={<Button icon={Plus} onClick={add}>{t`Add a volume`}</Button>}>
      <FieldRow>
        <StoragePicker
          label={t`Storage of the root file system`}
          node={values.node}
          content="rootdir"
          value={values.rootStorage || undefined}
          onChange={storage => onChange({ rootStorage: storage ?? '' })}
          error={errors.rootStorage ?? errors.rootfs}
          required
        />
        <TextControl
          label={t`Size`}
          type="number"
          min={1}
          unit="GiB"
          value={values.rootSize}
          onChange={rootSize => onChange({ rootSize })}
          error={errors.rootSize}
          required
        />
      </FieldRow>
      {mounts.map((mount, at) => {
        const key = `mp${at}`
        return (
          <fieldset key={key} className="flex flex-col gap-2 border-t border-line pt-3">
            <legend className="sr-only">{key}</legend>
            <div className="flex items-center gap-2">
              <span className="mr-auto font-mono text-[0.93em] text-muted">{key}</span>
              <IconButton icon={Trash2} label={t`Remove ${key}`} onClick={() => onChange({ mounts: mounts.toSpliced(at, 1) })} />
            </div>
            <FieldRow>
              <StoragePicker
                node={values.node}
                content="rootdir"
                value={mount.storage || undefined}
                onChange={storage => change(at, { storage: storage ?? '' })}
                error={errors[key]}
                required
              />
              <TextControl
                label={t`Size`}
                type="number"
                min={1}
                unit="GiB"
                value={mount.size}
                onChange={size => change(at, { size })}
                required
              />
              <TextControl label={t`Path`} value={mount.path} onChange={path => change(at, { path })} required />
            </FieldRow>
            <Checkbox label={t`Back up`} checked={mount.backup} onChange={backup => change(at, { backup })} />
          </fieldset>
        )
      })}
    </FormSection>
  )
}
