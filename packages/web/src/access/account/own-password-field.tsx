import { useLingui } from '@lingui/react/macro'
import { session } from '../../api/session.ts'
import { useStore } from '../../store.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'

/** Whether the server wants the caller's own password again before secrets change: all but root@pam. */
export const useMustConfirm = (): boolean => useStore(session).user !== 'root@pam'

interface OwnPasswordFieldProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | undefined
}

/** The password of whoever is logged in: proof that it is still him. */
export function OwnPasswordField({ value, onChange, error }: OwnPasswordFieldProps) {
  const { t } = useLingui()
  const user = useStore(session).user ?? ''
  if (!useMustConfirm()) return null
  return (
    <Field label={t`Your password (${user})`} required error={error}>
      {control => (
        <TextInput
          {...control}
          type="password"
          autoComplete="current-password"
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
