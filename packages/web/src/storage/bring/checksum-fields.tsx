import { useLingui } from '@lingui/react/macro'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'

const algorithms = ['sha256', 'sha512', 'sha384', 'sha224', 'sha1', 'md5'] as const
export type ChecksumAlgorithm = (typeof algorithms)[number]

export interface ChecksumValues {
  readonly algorithm: ChecksumAlgorithm | ''
  readonly value: string
}

export const noChecksum: ChecksumValues = { algorithm: '', value: '' }

/** Hexadecimal digits of each algorithm's checksum. */
const lengths: Readonly<Record<number, ChecksumAlgorithm>> = {
  32: 'md5',
  40: 'sha1',
  56: 'sha224',
  64: 'sha256',
  96: 'sha384',
  128: 'sha512',
}

export const checksumOf = ({ algorithm, value }: ChecksumValues) => (algorithm !== '' && value !== '' ? { algorithm, value } : undefined)

/** What a file must be to be taken; a pasted checksum tells its algorithm by its length. */
export function ChecksumFields({ value, onChange }: { value: ChecksumValues; onChange: (value: ChecksumValues) => void }) {
  const { t } = useLingui()
  return (
    <div className="grid grid-cols-[8rem_1fr] gap-3">
      <Field label={t`Checksum`}>
        {control => (
          <Select<ChecksumAlgorithm | ''>
            {...control}
            value={value.algorithm}
            onChange={algorithm => onChange({ ...value, algorithm })}
            choices={[{ value: '', label: t`None` }, ...algorithms.map(name => ({ value: name, label: name.toUpperCase() }))]}
          />
        )}
      </Field>
      <Field label={t`Value`}>
        {control => (
          <TextInput
            {...control}
            value={value.value}
            onChange={event => {
              const text = event.target.value.trim().toLowerCase()
              onChange({ value: text, algorithm: lengths[text.length] ?? value.algorithm })
            }}
            className="font-mono"
          />
        )}
      </Field>
    </div>
  )
}
