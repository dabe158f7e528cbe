import { useId } from 'react'
import { Checkbox } from '../ui/checkbox.tsx'

interface CheckListProps {
  readonly label: string
  readonly empty: string
  readonly choices: readonly { readonly value: string; readonly help?: string | undefined }[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Several of a few, each with a tick. */
export function CheckList({ label, empty, choices, value, onChange }: CheckListProps) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} className="flex flex-col">
      <span id={id} className="text-[0.93em] font-medium">
        {label}
      </span>
      {choices.length === 0 && <p className="text-muted">{empty}</p>}
      {choices.map(choice => (
        <Checkbox
          key={choice.value}
          label={<bdi>{choice.value}</bdi>}
          {...(choice.help && { help: choice.help })}
          checked={value.includes(choice.value)}
          onChange={checked => onChange(checked ? [...value, choice.value].toSorted() : value.filter(one => one !== choice.value))}
        />
      ))}
    </div>
  )
}
