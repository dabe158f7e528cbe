import type { SchemaData, StringSchema } from '@quorate/schema'
import { useState, type ReactNode } from 'react'
import { useLabels } from '../labels/use-labels.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { BooleanControl } from './boolean-control.tsx'
import type { FieldValue } from './field-value.ts'
import { refusalText } from './refusal-text.ts'
import { SchemaControl } from './schema-control.tsx'

export interface SchemaFieldProps {
  /** The config key (`net0`) or parameter: it names the label. */
  readonly name: string
  /** The member of the key's property string. */
  readonly member?: string
  /** Its declaration: `qemuConfigKeys.cores`. */
  readonly schema: SchemaData
  readonly value: unknown
  /** undefined: not set, its default holds. */
  readonly onChange: (value: FieldValue) => void
  /** Why the server refused it. */
  readonly error?: string | undefined
  readonly label?: ReactNode
  /** In place of the contract's description; null: none. */
  readonly help?: ReactNode
  readonly required?: boolean
  readonly disabled?: boolean
  /** For a switch whose declaration names no default: what holds when it is not set. */
  readonly absent?: boolean
  readonly placeholder?: string
  readonly className?: string
}

/** One setting with the control that its declaration asks for, checked while it is typed. */
export function SchemaField(props: SchemaFieldProps) {
  const { name, member, schema, value, onChange, error, required, disabled, absent, className } = props
  const labels = useLabels()
  const [left, setLeft] = useState(false)
  const label = props.label ?? labels.name(name, member)
  const description = labels.description(schema.description)
  // A description that only repeats the label helps nobody.
  const repeats = typeof label === 'string' && description?.replace(/\.$/, '').toLowerCase() === label.toLowerCase()
  const help = props.help === null ? undefined : (props.help ?? (repeats ? undefined : description))
  if (schema.type === 'boolean' && schema.default === undefined && absent === undefined)
    return (
      <Checkbox
        label={label}
        help={error === undefined ? help : <span className="text-bad">{error}</span>}
        checked={value === true || value === 1 || value === '1'}
        disabled={disabled}
        onChange={on => onChange(on || undefined)}
        {...(className !== undefined && { className })}
      />
    )
  // An empty field is refused when the form is sent, not before.
  const refused = error ?? (left && value !== undefined && value !== '' ? refusalText(schema, value) : undefined)
  return (
    <Field
      label={label}
      help={help}
      error={refused}
      required={required ?? (schema.optional !== true && schema.type !== 'boolean')}
      {...(className !== undefined && { className })}
    >
      {control =>
        schema.type === 'boolean' ? (
          <BooleanControl
            control={control}
            value={value}
            fallback={absent ?? (schema.default === true || schema.default === 1)}
            onChange={onChange}
            disabled={disabled}
          />
        ) : (
          <SchemaControl
            control={control}
            name={name}
            member={member}
            schema={schema as StringSchema}
            value={value}
            onChange={onChange}
            onBlur={() => setLeft(true)}
            disabled={disabled}
            placeholder={props.placeholder}
          />
        )
      }
    </Field>
  )
}
