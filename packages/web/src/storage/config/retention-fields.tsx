import { useLingui } from '@lingui/react/macro'
import { typedNumber } from '../../forms/field-value.ts'
import type { Members } from '../../forms/property-string.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { periods } from './retention.ts'
import { useRetentionText } from './use-retention-text.ts'

export interface RetentionFieldsProps {
  readonly value: Members
  readonly onChange: (members: Members) => void
  readonly error?: string | undefined
}

/** Which older backups stay: so many of the newest, and one for each of so many hours, days, weeks, months, years. */
export function RetentionFields({ value, onChange, error }: RetentionFieldsProps) {
  const { t } = useLingui()
  const text = useRetentionText()
  const labels = { last: t`Newest`, hourly: t`Hours`, daily: t`Days`, weekly: t`Weeks`, monthly: t`Months`, yearly: t`Years` }
  const all = value['keep-all'] === true || value['keep-all'] === 1
  const summary = text(value)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t`Backups to keep when pruning`}</legend>
      <Checkbox label={t`Keep all`} checked={all} onChange={on => onChange(on ? { 'keep-all': true } : {})} />
      {!all && (
        <div className="grid grid-cols-3 gap-3">
          {periods.map(period => (
            <Field key={period} label={labels[period]}>
              {control => (
                <TextInput
                  {...control}
                  inputMode="numeric"
                  value={String(value[`keep-${period}`] ?? '')}
                  onChange={event => onChange({ ...value, [`keep-${period}`]: typedNumber(event.target.value.trim()) })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      <p className="text-[0.86em] text-muted">{t`Kept of each guest: ${summary}`}</p>
      {error !== undefined && (
        <p role="alert" className="text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
