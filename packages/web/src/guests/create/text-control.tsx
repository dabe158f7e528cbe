import type { ReactNode } from 'react'
import { Field } from '../../ui/field.tsx'
import { Select, type Choice } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'

interface CommonProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly required?: boolean
  readonly className?: string
}

interface TextControlProps extends CommonProps {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly type?: 'text' | 'number' | 'password'
  readonly min?: number
  readonly unit?: string
}

/** A labelled line of text or number, with its unit. */
export function TextControl({ value, onChange, placeholder, type = 'text', min, unit, ...field }: TextControlProps) {
  return (
    <Field {...field}>
      {control => (
        <span className="relative block">
          <TextInput
            {...control}
            type={type}
            value={value}
            placeholder={placeholder}
            {...(min !== undefined && { min })}
            {...(type === 'password' && { autoComplete: 'new-password' })}
            onChange={event => onChange(event.target.value)}
            className={unit ? 'pr-12' : ''}
          />
          {unit && <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-muted">{unit}</span>}
        </span>
      )}
    </Field>
  )
}

interface ChoiceControlProps<V extends string> extends CommonProps {
  readonly value: V
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

/** A labelled choice of a few. */
export function ChoiceControl<V extends string>({ value, choices, onChange, ...field }: ChoiceControlProps<V>) {
  return <Field {...field}>{control => <Select<V> {...control} value={value} choices={choices} onChange={onChange} />}</Field>
}
