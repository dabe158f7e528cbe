import { Combobox, type ComboboxChoice } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import type { PickerProps } from './picker.ts'

interface PickerFieldProps extends PickerProps {
  readonly choices: readonly ComboboxChoice[]
  readonly custom?: boolean
}

/** A labelled combobox: what pickers are made of. */
export function PickerField({ label, help, error, required, className, ...combobox }: PickerFieldProps) {
  return (
    <Field
      label={label}
      help={help}
      error={error}
      {...(required !== undefined && { required })}
      {...(className !== undefined && { className })}
    >
      {control => <Combobox {...control} {...combobox} />}
    </Field>
  )
}
