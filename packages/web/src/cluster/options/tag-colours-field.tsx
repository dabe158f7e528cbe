import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { contrast, hexOf, parseColour, parseColourMap, tagColours, type TagColours } from '../../ui/tag-colour.ts'
import type { TagShape } from '../../ui/tag-style.ts'
import { Tag } from '../../ui/tag.tsx'
import { TextInput } from '../../ui/text-field.tsx'

interface TagColoursFieldProps {
  /** `prod:ff0000:ffffff;lab:00ff88` */
  readonly value: string
  readonly shape: string
  readonly onChange: (value: string) => void
}

const written = (map: ReadonlyMap<string, TagColours>) =>
  Array.from(map, ([name, { background, text }]) => `${name}:${hexOf(background)}:${hexOf(text)}`).join(';')

/** Colours of single tags, with what becomes of them. */
export function TagColoursField({ value, shape, onChange }: TagColoursFieldProps) {
  const { t } = useLingui()
  const [added, setAdded] = useState('')
  const map = parseColourMap(value)
  const change = (name: string, colours: TagColours | undefined) => {
    const next = new Map(map)
    if (colours) next.set(name, colours)
    else next.delete(name)
    onChange(written(next))
  }
  const tag = added.trim().toLowerCase()
  const fits = /^[a-z0-9_][a-z0-9_+.-]*$/.test(tag) && !map.has(tag)
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-[0.93em] font-medium">{t`Colours of single tags`}</legend>
      <p className="text-[0.86em] text-muted">{t`All other tags get a colour from their name.`}</p>
      {Array.from(map, ([name, colours]) => (
        <div key={name} className="flex flex-wrap items-center gap-2">
          <span className="min-w-24 flex-1">
            <Tag name={name} style={{ shape: shape as TagShape, colours: map }} />
          </span>
          <input
            type="color"
            aria-label={t`Background of ${name}`}
            value={`#${hexOf(colours.background)}`}
            onChange={event => change(name, { ...colours, background: parseColour(event.target.value.slice(1)) })}
            className="h-(--control) w-10 rounded-md border border-line bg-surface"
          />
          <input
            type="color"
            aria-label={t`Text of ${name}`}
            value={`#${hexOf(colours.text)}`}
            onChange={event => change(name, { ...colours, text: parseColour(event.target.value.slice(1)) })}
            className="h-(--control) w-10 rounded-md border border-line bg-surface"
          />
          {contrast(colours.background, colours.text) < 4.5 && <span className="text-[0.86em] text-warn">{t`hard to read`}</span>}
          <IconButton
            icon={Trash2}
            label={t`Remove`}
            aria-label={t`Remove the colour of ${name}`}
            onClick={() => change(name, undefined)}
          />
        </div>
      ))}
      <div className="flex gap-2">
        <TextInput aria-label={t`Tag`} placeholder={t`Tag`} value={added} onChange={event => setAdded(event.target.value)} />
        <Button
          icon={Plus}
          disabled={!fits}
          onClick={() => {
            change(tag, tagColours(tag, new Map()))
            setAdded('')
          }}
        >
          {t`Add`}
        </Button>
      </div>
    </fieldset>
  )
}
