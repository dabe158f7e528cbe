import { useId } from 'react'
import { TextInput, type TextInputProps } from '../ui/text-field.tsx'

export interface SuggestInputProps extends Omit<TextInputProps, 'onChange' | 'list'> {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly suggestions: readonly { readonly value: string; readonly label: string }[]
}

/** A text for which the browser offers what is known; anything else can be typed too. */
export function SuggestInput({ suggestions, onChange, ...rest }: SuggestInputProps) {
  const id = useId()
  return (
    <>
      <TextInput {...rest} list={id} onChange={event => onChange(event.target.value)} />
      <datalist id={id}>
        {suggestions.map(({ value, label }) => (
          <option key={value} value={value} label={label === '' ? undefined : label} />
        ))}
      </datalist>
    </>
  )
}
