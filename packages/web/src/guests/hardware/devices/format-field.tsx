import { useLingui } from '@lingui/react/macro'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { diskFormats, type DiskFormat } from '../../../forms/disk-format.ts'
import type { DeviceFieldsProps } from './device-kind.ts'

/** The format of a new disk; absent where the storage has but one. */
export function FormatField({ values, onChange, errors }: DeviceFieldsProps) {
  const { t } = useLingui()
  if (values.format === undefined) return null
  return (
    <Field
      label={t`Format`}
      error={errors.format}
      help={values.format === 'qcow2' ? undefined : t`Not every storage can take snapshots of it.`}
    >
      {control => (
        <Select
          {...control}
          value={values.format as DiskFormat}
          onChange={format => onChange({ ...values, format })}
          choices={diskFormats.map(value => ({ value, label: value }))}
        />
      )}
    </Field>
  )
}
