import type { FieldControl } from './field.tsx'
import { TextInput } from './text-field.tsx'

export interface DateInputProps extends Partial<FieldControl> {
  /** Seconds since 1970; 0: no date. */
  readonly value: number
  readonly onChange: (value: number) => void
}

const padded = (number: number) => String(number).padStart(2, '0')

function dayOf(seconds: number): string {
  if (seconds === 0) return ''
  const date = new Date(seconds * 1000)
  return `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`
}

/** A day, in the browser's own picker. */
export const DateInput = ({ value, onChange, ...control }: DateInputProps) => (
  <TextInput
    {...control}
    type="date"
    value={dayOf(value)}
    onChange={event => onChange(event.target.value === '' ? 0 : new Date(`${event.target.value}T00:00`).getTime() / 1000)}
  />
)
