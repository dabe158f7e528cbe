import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Bookmark, X } from 'lucide-react'
import { useState } from 'react'
import { guestListAddress } from '../../addresses.ts'
import { viewSearch } from '../../query/view-search.ts'
import { prefer, preferences } from '../../settings/preferences.ts'
import { useStore } from '../../store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Field } from '../../ui/field.tsx'
import { Popover } from '../../ui/popover.tsx'
import { TextInput } from '../../ui/text-field.tsx'

const addressOf = (query: string, sort: string | undefined) =>
  `${guestListAddress(query)}${sort ? `&sort=${encodeURIComponent(sort)}` : ''}`

interface SavedViewsProps {
  readonly query: string
  readonly sort: string | undefined
}

/** Queries with a name: to go to, and to give the present one a name. */
export function SavedViews({ query, sort }: SavedViewsProps) {
  const { t } = useLingui()
  const { views } = useStore(preferences)
  const present = addressOf(query, sort)
  if (views.length === 0) return null
  return (
    <nav aria-label={t`Saved views`} className="flex gap-1 overflow-x-auto">
      {views.map(view => (
        <span
          key={view.name}
          className={classNames(
            'flex shrink-0 items-center rounded-md border',
            view.url === present ? 'border-accent bg-selected' : 'border-line bg-surface',
          )}
        >
          <Link
            to="/guests"
            search={viewSearch(view.url)}
            aria-current={view.url === present ? 'page' : undefined}
            className="flex h-(--control) max-w-56 items-center gap-1.5 pl-2.5"
          >
            <Bookmark size={14} aria-hidden className="shrink-0 text-muted" />
            <bdi className="truncate">{view.name}</bdi>
          </Link>
          <IconButton
            icon={X}
            label={t`Forget the view ${view.name}`}
            onClick={() => prefer({ views: views.filter(one => one !== view) })}
            className="scale-75 text-muted"
          />
        </span>
      ))}
    </nav>
  )
}

/** Gives the present query a name. */
export function SaveView({ query, sort }: SavedViewsProps) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const save = () => {
    const others = preferences.get().views.filter(view => view.name !== name.trim())
    prefer({ views: [...others, { name: name.trim(), url: addressOf(query, sort) }] })
    setOpen(false)
    setName('')
  }
  return (
    <Popover
      title={t`Save this view`}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          icon={Bookmark}
          look="plain"
          label={t`Save this view`}
          disabledReason={query === '' ? t`There is no query to save` : undefined}
        />
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={event => {
          event.preventDefault()
          if (name.trim() !== '') save()
        }}
      >
        <Field label={t`Name`} help={t`It stands above the list, in the tree and in the palette.`}>
          {control => <TextInput {...control} maxLength={60} value={name} onChange={event => setName(event.target.value)} />}
        </Field>
        <Button type="submit" look="primary" disabled={name.trim() === ''}>{t`Save`}</Button>
      </form>
    </Popover>
  )
}
