import type { SchemaData } from '@quorate/schema'
import { useMemo, type ReactNode } from 'react'
import { PropertyStringFields } from '../../forms/property-string-fields.tsx'
import { membersOf, type Members } from '../../forms/property-string.ts'
import { refusalText } from '../../forms/refusal-text.ts'
import { SchemaField } from '../../forms/schema-field.tsx'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { Advanced } from '../../forms/advanced.tsx'
import { ConfigPanel } from './config-panel.tsx'
import { keyChange, keyValues, type KeyValue, type KeyValues } from './key-values.ts'
import { memberErrors } from './member-errors.ts'
import { useConfigForm } from './use-config-form.ts'
import type { GuestConfig } from './use-guest-config.ts'

export interface ControlProps {
  readonly value: KeyValue
  readonly set: (value: KeyValue) => void
  readonly error: string | undefined
  readonly values: KeyValues
}

export interface KeyField {
  readonly key: string
  readonly schema: SchemaData
  readonly help?: ReactNode
  readonly label?: ReactNode
  /** For switches without a default: what holds when the key is not there. */
  readonly absent?: boolean
  /** Of a property string: the members to show, in this order. */
  readonly only?: readonly string[]
  readonly advanced?: boolean
  /** An own control in place of the one that the schema asks for. */
  readonly control?: (props: ControlProps) => ReactNode
}

export interface KeysEditorProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly title: string
  readonly fields: readonly KeyField[]
  readonly onClose: () => void
  /** Shown above the fields. */
  readonly children?: ReactNode
}

const isMembers = (value: KeyValue): value is Members => typeof value === 'object'

function refusalsOf(fields: readonly KeyField[], values: KeyValues): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { key, schema } of fields) {
    const value = values[key]
    if (isMembers(value)) {
      for (const [member, one] of Object.entries(membersOf(schema))) {
        const text = refusalText(one, value[member], false)
        if (text !== undefined) found[key] = `${key}.${member}: ${text}`
      }
    } else {
      const text = refusalText(schema, value)
      if (text !== undefined) found[key] = text
    }
  }
  return found
}

/** A panel over a few keys of the configuration, made from their declarations. */
export function KeysEditor({ guest, config, title, fields, onClose, children }: KeysEditorProps) {
  const labels = useLabels()
  const schemas = useMemo(() => Object.fromEntries(fields.map(field => [field.key, field.schema])), [fields])
  const form = useConfigForm<KeyValues>({
    guest,
    config,
    subject: title,
    valuesOf: wanted => keyValues(schemas, wanted),
    change: (values, initial) => keyChange(schemas, values, initial),
    check: values => refusalsOf(fields, values),
    onDone: onClose,
  })
  const change = form.dirty ? keyChange(schemas, form.values, form.initial) : {}
  const draw = (field: KeyField) => {
    const value = form.values[field.key] as KeyValue
    const set = (next: KeyValue) => form.set(field.key as 'digest', next as never)
    const error = form.errors[field.key]
    if (field.control) return <div key={field.key}>{field.control({ value, set, error, values: form.values })}</div>
    if (isMembers(value)) {
      return (
        <PropertyStringFields
          key={field.key}
          name={field.key}
          schema={field.schema}
          members={value}
          onChange={set}
          errors={memberErrors(field.key, error)}
          {...(field.only && { only: field.only })}
        />
      )
    }
    return (
      <SchemaField
        key={field.key}
        name={field.key}
        schema={field.schema}
        value={value}
        onChange={set}
        error={error}
        help={field.help}
        label={field.label}
        {...(field.absent !== undefined && { absent: field.absent })}
      />
    )
  }
  const advanced = fields.filter(field => field.advanced)
  return (
    <ConfigPanel
      title={title}
      guest={guest}
      config={config}
      form={form}
      keys={[...Object.keys(change.set ?? {}), ...(change.delete ?? [])]}
      onClose={onClose}
      labels={Object.fromEntries(fields.map(field => [field.key, labels.name(field.key)]))}
    >
      {children}
      {fields.filter(field => !field.advanced).map(draw)}
      {advanced.length > 0 && <Advanced>{advanced.map(draw)}</Advanced>}
    </ConfigPanel>
  )
}
