import type { InputHTMLAttributes } from 'react'

export interface SwitchProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'onChange' | 'className'> {
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
}

/** On or off, in effect at once: no Save follows. Needs a label of its own. */
export function Switch({ onChange, ...rest }: SwitchProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      {...rest}
      onChange={event => onChange(event.target.checked)}
      className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-strong bg-page transition-colors before:absolute before:top-1/2 before:left-0.5 before:size-3.5 before:-translate-y-1/2 before:rounded-full before:bg-strong before:transition-[left] checked:border-accent checked:bg-accent checked:before:left-[1.05rem] checked:before:bg-on-accent disabled:cursor-default disabled:opacity-50"
    />
  )
}
