import type { SchemaData } from '@quorate/schema'
import type { ReactNode } from 'react'
import type { FieldValue } from './field-value.ts'
import { membersOf, type Members } from './property-string.ts'
import { SchemaField } from './schema-field.tsx'

export interface PropertyStringFieldsProps {
  /** The config key: `net0`. */
  readonly name: string
  readonly schema: SchemaData
  /** As `parseMembers` gave them. */
  readonly members: Members
  readonly onChange: (members: Members) => void
  /** Those to show, in this order; left out: all. */
  readonly only?: readonly string[]
  readonly except?: readonly string[]
  /** Refusals by member. */
  readonly errors?: Readonly<Record<string, string>>
  /** Own controls for some members. */
  readonly controls?: Readonly<Record<string, (value: unknown, set: (value: FieldValue) => void) => ReactNode>>
  /** For switches without a default: what holds when they are not set. */
  readonly absent?: Readonly<Record<string, boolean>>
  readonly disabled?: boolean
}

/** The members of a property string as fields. */
export function PropertyStringFields(props: PropertyStringFieldsProps) {
  const { name, schema, members, onChange, only, except = [], errors = {}, controls = {}, absent = {}, disabled } = props
  const schemas = membersOf(schema)
  const shown = (only ?? Object.keys(schemas)).filter(member => member in schemas && !except.includes(member))
  return shown.map(member => {
    const set = (value: FieldValue) => onChange({ ...members, [member]: value })
    const own = controls[member]
    if (own) return <div key={member}>{own(members[member], set)}</div>
    return (
      <SchemaField
        key={member}
        name={name}
        member={member}
        schema={schemas[member]!}
        value={members[member]}
        onChange={set}
        error={errors[member]}
        {...(member in absent && { absent: absent[member]! })}
        {...(disabled !== undefined && { disabled })}
      />
    )
  })
}
