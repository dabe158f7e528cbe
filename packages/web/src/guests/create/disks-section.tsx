import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { live } from '../../live/live.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { diskFormats, firstFormat } from '../../forms/disk-format.ts'
import { FieldRow, Fold, FormSection } from './form-section.tsx'
import { osHardware, type DiskBus } from './os-defaults.ts'
import type { VmSectionProps } from './section-props.ts'
import { ChoiceControl, TextControl } from './text-control.tsx'
import { diskKeys, newDisk, type DiskValues } from './vm-values.ts'

const buses: readonly { readonly value: DiskBus; readonly label: string }[] = [
  { value: 'scsi', label: 'SCSI' },
  { value: 'virtio', label: 'VirtIO Block' },
  { value: 'sata', label: 'SATA' },
  { value: 'ide', label: 'IDE' },
]

const formats = diskFormats.map(value => ({ value, label: value }))

/** As many disks as are wanted; the first is booted from. */
export function DisksSection({ values, onChange, errors }: VmSectionProps) {
  const { t } = useLingui()
  const { disks } = values
  const keys = diskKeys(disks)
  const change = (at: number, part: Partial<DiskValues>) =>
    onChange({ disks: disks.map((disk, index) => (index === at ? { ...disk, ...part } : disk)) })
  const formatOn = (storage: string) => firstFormat(live.inventory.get(), values.node, storage)
  const add = () => {
    const storage = disks[0]?.storage ?? values.stateStorage
    onChange({ disks: [...disks, newDisk(osHardware(values.os, values.driversIso !== '').bus, storage, '32', formatOn(storage))] })
  }
  return (
    <FormSection id="disks" title={t`Disks`} actions={<Button icon={Plus} onClick={add}>{t`Add a disk`}</Button>}>
      {errors.disks && <p className="text-bad">{errors.disks}</p>}
      {disks.length === 0 && <p className="text-muted">{t`No disk`}</p>}
      {disks.map((disk, at) => {
        const key = keys[at] ?? ''
        const imported = at === 0 && values.source === 'image'
        return (
          <fieldset key={key} className="flex flex-col gap-2 border-t border-line pt-3 first-of-type:border-0 first-of-type:pt-0">
            <legend className="sr-only">{key}</legend>
            <div className="flex items-center gap-2">
              <span className="mr-auto font-mono text-[0.93em] text-muted">{key}</span>
              <IconButton icon={Trash2} label={t`Remove ${key}`} onClick={() => onChange({ disks: disks.toSpliced(at, 1) })} />
            </div>
            <FieldRow>
              <StoragePicker
                node={values.node}
                content="images"
                value={disk.storage || undefined}
                onChange={(storage = '') => change(at, { storage, format: formatOn(storage) })}
                error={errors[key]}
                required
              />
              <TextControl
                label={t`Size`}
                type="number"
                min={1}
                unit="GiB"
                value={disk.size}
                placeholder={imported ? t`As the image` : ''}
                onChange={size => change(at, { size })}
                required={!imported}
              />
              <ChoiceControl label={t`Bus`} value={disk.bus} onChange={bus => change(at, { bus })} choices={buses} />
              {disk.format !== '' && (
                <ChoiceControl label={t`Format`} value={disk.format} onChange={format => change(at, { format })} choices={formats} />
              )}
            </FieldRow>
            <div className="flex flex-wrap gap-x-6">
              <Checkbox label={t`Discard`} checked={disk.discard} onChange={discard => change(at, { discard })} />
              {disk.bus !== 'virtio' && <Checkbox label={t`Solid-state disk`} checked={disk.ssd} onChange={ssd => change(at, { ssd })} />}
              <Checkbox label={t`Back up`} checked={disk.backup} onChange={backup => change(at, { backup })} />
            </div>
            <Fold label={t`Cache`}>
              <ChoiceControl
                label={t`Cache`}
                value={disk.cache}
                onChange={cache => change(at, { cache })}
                choices={['', 'none', 'writeback', 'writethrough', 'directsync', 'unsafe'].map(value => ({
                  value,
                  label: value || t`Default`,
                }))}
                className="max-w-60"
              />
            </Fold>
          </fieldset>
        )
      })}
    </FormSection>
  )
}
