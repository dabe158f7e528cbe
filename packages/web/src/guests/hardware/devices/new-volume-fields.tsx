import { useLingui } from '@lingui/react/macro'
import { StoragePicker } from '../../../forms/pickers/storage-picker.tsx'
import { typedNumber } from '../../../forms/field-value.ts'
import { live } from '../../../live/live.ts'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { firstFormat } from '../../../forms/disk-format.ts'
import type { DeviceFieldsProps, DeviceValues } from './device-kind.ts'

/** Where a new volume is made, and how large. */
export function NewVolumeFields({
  guest,
  values,
  onChange,
  errors,
  content,
  sized = true,
  formatted = false,
}: DeviceFieldsProps & { readonly content: string; readonly sized?: boolean; readonly formatted?: boolean }) {
  const { t } = useLingui()
  return (
    <>
      <StoragePicker
        node={guest.node}
        content={content}
        required
        value={values['@storage'] as string | undefined}
        error={errors['@storage']}
        onChange={storage => onChange({ ...values, '@storage': storage, ...(formatted && formatOn(guest.node, storage)) })}
      />
      {sized && (
        <Field label={t`Size (GiB)`} error={errors['@size']} required>
          {control => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={String(values['@size'] ?? '')}
              onChange={event => onChange({ ...values, '@size': typedNumber(event.target.value.trim()) })}
            />
          )}
        </Field>
      )}
    </>
  )
}

/** `format` as a new volume on a storage begins with it. */
export const formatOn = (node: string, storage: string | undefined) => ({
  format: firstFormat(live.inventory.get(), node, storage ?? '') || undefined,
})

/** What `NewVolumeFields` must be given. */
export const newVolumeNeeds = (values: Readonly<Record<string, unknown>>, adding: boolean): readonly string[] =>
  adding ? (values['import-from'] === undefined ? ['@storage', '@size'] : ['@storage']) : []

/** A new disk where there is but one storage for it. */
export function firstPlace(node: string): DeviceValues {
  const storage = onlyStorage(node, 'images')
  return { '@storage': storage, ...formatOn(node, storage) }
}

/** Where there is but one storage for it, there is nothing to choose. */
export function onlyStorage(node: string, content: string): string | undefined {
  const found = [...live.inventory.get().storages.values()].filter(one => one.node === node && one.active && one.content.includes(content))
  return found.length === 1 ? found[0]?.storage : undefined
}
