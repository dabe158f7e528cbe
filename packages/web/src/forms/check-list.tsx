import { useId, type ReactNode } from 'react'

export interface CheckListProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Some of a few. */
export function CheckList({ label, help, error, choices, value, onChange }: CheckListProps) {
  const id = useId()
  const toggled = (one: string, on: boolean) =>
    choices.map(choice => choice.value).filter(known => (known === one ? on : value.includes(known)))
  return (
    <fieldset aria-describedby={error === undefined ? undefined : id} className="flex flex-col">
      <legend className="mb-1 text-[0.93em] font-medium">{label}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-3 rounded-md border border-line px-2.5 py-1">
        {choices.map(choice => (
          <label key={choice.value} className="flex min-h-8 items-center gap-2 coarse:min-h-(--control)">
            <input
              type="checkbox"
              checked={value.includes(choice.value)}
              onChange={event => onChange(toggled(choice.value, event.target.checked))}
              className="size-4 shrink-0 accent-accent"
            />
            <bdi className="min-w-0 truncate">{choice.label}</bdi>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p id={id} role="alert" className="mt-1 text-[0.93em] text-bad">
          {error}
        </p>
      )}
      {help !== undefined && <p className="mt-1 text-[0.86em] text-muted">{help}</p>}
    </fieldset>
  )
}
