import { ChevronDown } from 'lucide-react'
import type { SelectHTMLAttributes } from 'react'
import { classNames } from './class-names.ts'
import { inputClasses } from './text-field.tsx'

export interface Choice<V extends string = string> {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
  readonly group?: string
}

export interface SelectProps<V extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  readonly value: V
  readonly choices: readonly Choice<V>[]
  readonly onChange: (value: V) => void
}

/** One of a few: the browser's own, which phones, keyboards and screen readers know best. For many use Combobox. */
export function Select<V extends string>({ value, choices, onChange, className, ...rest }: SelectProps<V>) {
  const groups = Map.groupBy(choices, choice => choice.group ?? '')
  return (
    <div className={classNames('relative', className)}>
      <select
        {...rest}
        value={value}
        onChange={event => onChange(event.target.value as V)}
        className={classNames(inputClasses, 'appearance-none pr-8')}
      >
        {[...groups].map(([group, members]) =>
          group === '' ? members.map(option) : <optgroup key={group} label={group} children={members.map(option)} />,
        )}
      </select>
      <ChevronDown size={16} aria-hidden className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-muted" />
    </div>
  )
}

const option = ({ value, label, disabled }: Choice) => (
  <option key={value} value={value} disabled={disabled}>
    {label}
  </option>
)
