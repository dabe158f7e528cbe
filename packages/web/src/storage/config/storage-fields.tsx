import { useLingui } from '@lingui/react/macro'
import { storageOptions } from '@quorate/contract/storage/options'
import { BandwidthFields } from './bandwidth-fields.tsx'
import { Advanced } from '../../forms/advanced.tsx'
import { CheckList } from '../../forms/check-list.tsx'
import { SchemaField } from '../../forms/schema-field.tsx'
import type { FormState } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { contentName } from '../content-names.ts'
import { RetentionFields } from './retention-fields.tsx'
import { optionSchema, type StorageValues } from './storage-form.ts'
import { storageFields, type StorageType } from './storage-types.ts'
import { useOptionTexts } from './use-option-texts.ts'

export interface StorageFieldsProps {
  readonly form: FormState<StorageValues>
  readonly type: StorageType
  /** It is there already: its name and place stay. */
  readonly fixed: boolean
}

/** The fields of a storage of one type. */
export function StorageFormFields({ form, type, fixed }: StorageFieldsProps) {
  const { t, i18n } = useLingui()
  const texts = useOptionTexts()
  const nodes = [...useStore(live.inventory).nodes.keys()].toSorted()
  const { values, errors, set } = form
  const { place, content, options, backups } = storageFields[type]
  const kinds = [...content, ...values.content.filter(kind => kind !== 'none' && !content.includes(kind as never))]
  const option = (name: string) => (
    <SchemaField
      key={name}
      name={name}
      schema={optionSchema(name)}
      label={texts[name]?.label}
      help={texts[name]?.help ?? null}
      {...(name === 'max-protected-backups' && { placeholder: '' })}
      value={values.options[name]}
      onChange={value => set('options', { ...values.options, [name]: value })}
      error={errors[name]}
    />
  )
  return (
    <>
      {!fixed && (
        <Field label={t`Name`} help={t`Letters, digits, - _ and . ; it begins with a letter.`} error={errors.storage} required>
          {control => <TextInput {...control} value={values.storage} onChange={event => set('storage', event.target.value.trim())} />}
        </Field>
      )}
      <Field
        label={place === 'path' ? t`Path` : t`Pool or dataset`}
        help={place === 'path' ? t`A directory of the node: /srv/data` : t`tank, or a dataset in it: tank/guests`}
        error={errors.place}
        required={!fixed}
      >
        {control => <TextInput {...control} value={values.place} disabled={fixed} onChange={event => set('place', event.target.value)} />}
      </Field>
      <CheckList
        label={t`Content`}
        error={errors.content}
        choices={kinds.map(kind => ({ value: kind, label: i18n._(contentName(kind)) }))}
        value={values.content}
        onChange={picked => set('content', picked)}
      />
      <Checkbox label={t`Enabled`} checked={values.enabled} onChange={enabled => set('enabled', enabled)} />
      {nodes.length > 1 && (
        <CheckList
          label={t`Nodes that have it`}
          help={t`None chosen: all.`}
          error={errors.nodes}
          choices={nodes.map(node => ({ value: node, label: node }))}
          value={values.nodes}
          onChange={picked => set('nodes', picked)}
        />
      )}
      {options.slice(0, 2).map(option)}
      {backups && values.content.includes('backup') && (
        <>
          <RetentionFields
            value={values['prune-backups']}
            onChange={members => set('prune-backups', members)}
            error={errors['prune-backups']}
          />
          {option('max-protected-backups')}
        </>
      )}
      {options.length > 2 && (
        <Advanced>
          {options
            .slice(2)
            .filter(name => name !== 'bwlimit')
            .map(option)}
          {options.includes('bwlimit') && (
            <BandwidthFields
              schema={storageOptions.bwlimit}
              value={values.options.bwlimit as string | undefined}
              onChange={text => set('options', { ...values.options, bwlimit: text })}
              error={errors.bwlimit}
            />
          )}
        </Advanced>
      )}
    </>
  )
}
