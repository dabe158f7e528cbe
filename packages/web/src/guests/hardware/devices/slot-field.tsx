import { useLingui } from '@lingui/react/macro'
import { useLabels } from '../../../labels/use-labels.ts'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import type { DeviceFieldsProps } from './device-kind.ts'

/** How many of each bus there may be. */
export const slots: Readonly<Record<string, number>> = { scsi: 31, virtio: 16, sata: 6, ide: 4 }

/** Bus and number of a drive: the free ones. */
export function SlotField({ config, name, values, onChange, buses }: DeviceFieldsProps & { readonly buses: readonly string[] }) {
  const { t } = useLingui()
  const labels = useLabels()
  const taken = new Set(config.rows.map(row => row.key))
  const choices = buses.flatMap(bus =>
    Array.from({ length: slots[bus] ?? 0 }, (_, index) => `${bus}${index}`)
      .filter(key => !taken.has(key))
      .map(key => ({ value: key, label: key, group: labels.name(bus) })),
  )
  return (
    <Field label={t`Bus and slot`}>
      {control => <Select {...control} value={name} choices={choices} onChange={key => onChange({ ...values, '@key': key })} />}
    </Field>
  )
}
