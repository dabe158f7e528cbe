import { useLingui } from '@lingui/react/macro'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { leastLength, passwordStrength, type PasswordStrength } from './password-strength.ts'

export interface NewPassword {
  readonly password: string
  readonly repeated: string
}

interface PasswordFieldsProps {
  readonly value: NewPassword
  readonly onChange: (change: Partial<NewPassword>) => void
  readonly errors: Readonly<Record<string, string>>
  /** What must not be in it: the user's name. */
  readonly names: readonly string[]
}

const parts: Readonly<Record<PasswordStrength, number>> = { short: 0, weak: 1, fair: 2, good: 3, strong: 4 }

function Strength({ strength }: { strength: PasswordStrength }) {
  const { t } = useLingui()
  const words = {
    short: t`Too short: at least ${leastLength} characters`,
    weak: t`Weak: easily guessed`,
    fair: t`Fair: longer would be better`,
    good: t`Good`,
    strong: t`Strong`,
  }
  const count = parts[strength]
  const look = count < 2 ? 'bg-bad' : count === 2 ? 'bg-warn' : 'bg-good'
  return (
    <span className="flex items-center gap-2" role="status">
      <span aria-hidden className="flex w-24 gap-1">
        {[1, 2, 3, 4].map(step => (
          <span key={step} className={`h-1.5 flex-1 rounded-full ${step <= count ? look : 'bg-line'}`} />
        ))}
      </span>
      {words[strength]}
    </span>
  )
}

/** A new password twice, with a hint how good it is. */
export function PasswordFields({ value, onChange, errors, names }: PasswordFieldsProps) {
  const { t } = useLingui()
  const [shown, setShown] = useState(false)
  const strength = passwordStrength(value.password, names)
  const type = shown ? 'text' : 'password'
  return (
    <>
      <Field label={t`New password`} required error={errors.password} help={value.password !== '' && <Strength strength={strength} />}>
        {control => (
          <span className="flex gap-1">
            <TextInput
              {...control}
              type={type}
              autoComplete="new-password"
              maxLength={64}
              value={value.password}
              onChange={event => onChange({ password: event.target.value })}
            />
            <IconButton
              icon={shown ? EyeOff : Eye}
              label={shown ? t`Hide the password` : t`Show the password`}
              aria-pressed={shown}
              onClick={() => setShown(!shown)}
            />
          </span>
        )}
      </Field>
      <Field label={t`Repeat the password`} required error={errors.repeated}>
        {control => (
          <TextInput
            {...control}
            type={type}
            autoComplete="new-password"
            maxLength={64}
            value={value.repeated}
            onChange={event => onChange({ repeated: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
