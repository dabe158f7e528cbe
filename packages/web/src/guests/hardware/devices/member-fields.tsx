import type { ReactNode } from 'react'
import type { FieldValue } from '../../../forms/field-value.ts'
import { PropertyStringFields } from '../../../forms/property-string-fields.tsx'
import type { DeviceFieldsProps } from './device-kind.ts'

interface MemberFieldsProps extends DeviceFieldsProps {
  readonly only?: readonly string[]
  readonly absent?: Readonly<Record<string, boolean>>
  readonly controls?: Readonly<Record<string, (value: unknown, set: (value: FieldValue) => void) => ReactNode>>
}

/** Members of the device with the controls that their declarations ask for. */
export function MemberFields({ name, schema, values, onChange, errors, only, absent, controls }: MemberFieldsProps) {
  return (
    <PropertyStringFields
      name={name}
      schema={schema}
      members={values}
      onChange={onChange}
      errors={errors}
      {...(only && { only })}
      {...(absent && { absent })}
      {...(controls && { controls })}
    />
  )
}
