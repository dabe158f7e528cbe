import type { InputHTMLAttributes, ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'onChange'> {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly onChange?: (checked: boolean) => void
}

/** A tick with its label. */
export function Checkbox({ label, help, onChange, className, ...rest }: CheckboxProps) {
  return (
    <label className={classNames('flex min-h-(--control) gap-2 py-1', help === undefined ? 'items-center' : 'items-start', className)}>
      <input
        type="checkbox"
        {...rest}
        onChange={event => onChange?.(event.target.checked)}
        className={classNames('size-4 shrink-0 accent-accent', help !== undefined && 'mt-[0.15em]')}
      />
      <span>
        {label}
        {help !== undefined && <span className="block text-[0.86em] text-muted">{help}</span>}
      </span>
    </label>
  )
}
