import { useLingui } from '@lingui/react/macro'
import { StoragePicker } from '../../../forms/pickers/storage-picker.tsx'
import { VolumePicker } from '../../../forms/pickers/volume-picker.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import type { DeviceFieldsProps } from './device-kind.ts'

/** The image that a new disk is copied from: one that was uploaded for it, or a disk of a storage. */
export function DiskImportFields({ guest, values, onChange, errors }: DeviceFieldsProps) {
  const { t } = useLingui()
  const content = (values['@from-content'] as string | undefined) ?? 'import'
  const storage = values['@from-storage'] as string | undefined
  return (
    <>
      <Field label={t`Import`}>
        {control => (
          <Select
            {...control}
            value={content}
            onChange={chosen => onChange({ ...values, '@from-content': chosen, '@from-storage': undefined, 'import-from': undefined })}
            choices={[
              { value: 'import', label: t`An uploaded image` },
              { value: 'images', label: t`A disk of a storage` },
            ]}
          />
        )}
      </Field>
      <StoragePicker
        label={t`Source storage`}
        node={guest.node}
        content={content}
        value={storage}
        onChange={chosen => onChange({ ...values, '@from-storage': chosen, 'import-from': undefined })}
      />
      <VolumePicker
        label={t`Image`}
        required
        node={guest.node}
        storage={storage}
        content={content}
        value={values['import-from'] as string | undefined}
        error={errors['import-from']}
        onChange={volume => onChange({ ...values, 'import-from': volume })}
      />
    </>
  )
}
