import { useLingui } from '@lingui/react/macro'
import { useId, useMemo, useState, type ReactNode } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { Field } from '../../ui/field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { inputClasses } from '../../ui/text-field.tsx'

export interface TagsFieldProps {
  readonly value: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
  readonly label?: ReactNode
  readonly error?: string | undefined
}

const tagForm = /^[a-z0-9_][a-z0-9_+.-]*$/i

/** Tags as chips: Enter, comma or space adds what is typed, Backspace takes the last one away. */
export function TagsField({ value, onChange, label, error }: TagsFieldProps) {
  const { t } = useLingui()
  const { guests } = useStore(live.inventory)
  const list = useId()
  const [typed, setTyped] = useState('')
  const known = useMemo(() => [...new Set([...guests.values()].flatMap(guest => guest.tags))].toSorted(), [guests])
  const malformed = typed !== '' && !tagForm.test(typed) ? t`Letters, digits and _ + . - only.` : undefined
  const add = () => {
    const tag = typed.trim().toLowerCase()
    if (!tagForm.test(tag)) return
    if (!value.includes(tag)) onChange([...value, tag])
    setTyped('')
  }
  return (
    <Field label={label ?? t`Tags`} error={error ?? malformed}>
      {control => (
        <div className={`${inputClasses} flex flex-wrap items-center gap-1 py-0.5 focus-within:outline-2 focus-within:outline-accent`}>
          {value.map(tag => (
            <Tag key={tag} name={tag} onRemove={() => onChange(value.filter(one => one !== tag))} removeLabel={t`Remove tag ${tag}`} />
          ))}
          <input
            {...control}
            list={list}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            className="min-h-6 min-w-24 flex-1 bg-transparent outline-none"
            onChange={event => setTyped(event.target.value)}
            onBlur={add}
            onKeyDown={event => {
              if (event.key === 'Backspace' && typed === '' && value.length > 0) return onChange(value.slice(0, -1))
              if (!['Enter', ',', ';', ' '].includes(event.key) || (event.key === 'Enter' && typed === '')) return undefined
              event.preventDefault()
              return add()
            }}
          />
          <datalist id={list}>
            {known.map(tag => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </div>
      )}
    </Field>
  )
}
