import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DateInput } from '../../ui/date-input.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'

export interface TokenValues {
  readonly comment: string
  /** seconds since 1970; 0: as long as the user */
  readonly expire: number
  readonly privsep: boolean
}

interface TokenFieldsProps {
  readonly value: TokenValues
  readonly onChange: (change: Partial<TokenValues>) => void
  readonly errors: Readonly<Record<string, string>>
}

/** What can be changed of a token later, too. */
export function TokenFields({ value, onChange, errors }: TokenFieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <Checkbox
        label={t`Rights of its own`}
        help={t`The token can do only what it is given itself, never more than its user. Without this it can do everything the user can.`}
        checked={value.privsep}
        onChange={privsep => onChange({ privsep })}
      />
      <Field label={t`Expires`} error={errors.expire} help={t`Empty: with the user.`}>
        {control => <DateInput {...control} value={value.expire} onChange={expire => onChange({ expire })} />}
      </Field>
      <Field label={t`Comment`} error={errors.comment} help={t`What uses it, and where.`}>
        {control => <TextInput {...control} value={value.comment} onChange={event => onChange({ comment: event.target.value })} />}
      </Field>
    </>
  )
}
