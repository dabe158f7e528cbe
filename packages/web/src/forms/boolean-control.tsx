import { useLingui } from '@lingui/react/macro'
import type { FieldControl } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { isOn } from './field-value.ts'

export interface BooleanControlProps {
  readonly control: FieldControl
  readonly value: unknown
  /** What holds when it is not set. */
  readonly fallback: boolean
  readonly onChange: (value: boolean | undefined) => void
  readonly disabled?: boolean | undefined
}

/** A switch of three states: as by default, on, off. */
export function BooleanControl({ control, value, fallback, onChange, disabled }: BooleanControlProps) {
  const { t } = useLingui()
  const on = isOn(value)
  return (
    <Select
      {...control}
      value={on === undefined ? '' : on ? '1' : '0'}
      disabled={disabled}
      onChange={chosen => onChange(chosen === '' ? undefined : chosen === '1')}
      choices={[
        { value: '', label: fallback ? t`Default (on)` : t`Default (off)` },
        { value: '1', label: t`On` },
        { value: '0', label: t`Off` },
      ]}
    />
  )
}
