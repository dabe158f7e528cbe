import { useLingui } from '@lingui/react/macro'
import type { NumberSchema, StringSchema } from '@quorate/schema'
import { useLabels } from '../labels/use-labels.ts'
import type { FieldControl } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { typedNumber, type FieldValue } from './field-value.ts'

export interface SchemaControlProps {
  readonly control: FieldControl
  readonly name: string
  readonly member: string | undefined
  readonly schema: StringSchema | NumberSchema
  readonly value: unknown
  readonly onChange: (value: FieldValue) => void
  readonly onBlur: () => void
  readonly disabled?: boolean | undefined
  readonly placeholder?: string | undefined
}

/** The control of a text, an enum or a number. */
export function SchemaControl({ control, name, member, schema, value, onChange, onBlur, disabled, placeholder }: SchemaControlProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const text = value === undefined || value === null ? '' : String(value)
  const fallback = schema.default === undefined ? undefined : String(schema.default)
  if (schema.type === 'string' && schema.enum) {
    const known = schema.enum.includes(text) || text === '' ? schema.enum : [...schema.enum, text]
    const shownFallback = fallback === undefined ? undefined : labels.choice(name, member, fallback)
    const none = { value: '', label: shownFallback === undefined ? t`Default` : t`Default (${shownFallback})` }
    const mayBeLeftOut = schema.optional === true || text === ''
    return (
      <Select
        {...control}
        value={text}
        disabled={disabled}
        onChange={chosen => onChange(chosen === '' ? undefined : chosen)}
        choices={[
          ...(mayBeLeftOut ? [schema.optional === true ? none : { value: '', label: t`Choose…`, disabled: true }] : []),
          ...known.map(one => ({ value: one, label: labels.choice(name, member, one) })),
        ]}
      />
    )
  }
  const numeric = schema.type !== 'string'
  const unit = numeric ? labels.unit(name, member) : undefined
  const input = (
    <TextInput
      {...control}
      value={text}
      disabled={disabled}
      type={'secret' in schema ? 'password' : 'text'}
      autoComplete={'secret' in schema ? 'new-password' : 'off'}
      inputMode={schema.type === 'integer' ? 'numeric' : numeric ? 'decimal' : undefined}
      placeholder={placeholder ?? fallback}
      onBlur={onBlur}
      onChange={event => {
        const typed = event.target.value
        onChange(numeric ? typedNumber(typed.trim()) : typed === '' ? undefined : typed)
      }}
      className={unit === undefined ? undefined : 'pr-16'}
    />
  )
  if (unit === undefined) return input
  return (
    <div className="relative">
      {input}
      <span aria-hidden className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted">
        {unit}
      </span>
    </div>
  )
}
