import { useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { changeGuest } from './change-guest.ts'
import { isTag, tagSuggestions, type TagRules } from './tag-suggestions.ts'

/** The guest's tags: taken away by their cross, added by typing one. */
export function TagEditor({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const { vmid, tags } = guest
  const may = usePrivileges(`/vms/${vmid}`)('VM.Config.Options')
  const [adding, setAdding] = useState(false)
  const remove = (tag: string) => void changeGuest(guest, { tags: tags.filter(one => one !== tag) }, t`Tag ${tag} removed`)
  return (
    <div role="group" aria-label={t`Tags`} className="flex flex-wrap items-center gap-1">
      {tags.map(tag => (
        <Tag key={tag} name={tag} {...(may && { onRemove: () => remove(tag), removeLabel: t`Remove tag ${tag}` })} />
      ))}
      {adding ? (
        <NewTag guest={guest} onClose={() => setAdding(false)} />
      ) : (
        <IconButton
          icon={Plus}
          label={t`Add tag`}
          disabledReason={may ? undefined : t`It needs VM.Config.Options on /vms/${vmid}.`}
          onClick={() => setAdding(true)}
        />
      )}
    </div>
  )
}

/** Enter adds and waits for the next one; Escape or leaving ends. */
function NewTag({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const listId = useId()
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const { guests } = useStore(live.inventory)
  const { data: rules } = useCall('GET /cluster/options', {}, { watch: ['/datacenter.cfg'] })
  const { tags } = guest
  const offered = useMemo(() => tagSuggestions(guests.values(), rules as TagRules | undefined, tags), [guests, rules, tags])
  function add(): void {
    const tag = text.trim()
    if (tag === '') return onClose()
    if (!isTag(tag)) return setWrong(true)
    setText('')
    if (!tags.includes(tag)) void changeGuest(guest, { tags: [...tags, tag] }, t`Tag ${tag} added`)
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        add()
      }}
      onBlur={() => text === '' && onClose()}
    >
      <TextInput
        autoFocus
        list={listId}
        aria-label={t`New tag`}
        aria-invalid={wrong || undefined}
        title={wrong ? t`Letters, digits and _ - + . only.` : undefined}
        placeholder={t`New tag`}
        value={text}
        onChange={event => {
          setWrong(false)
          setText(event.target.value)
        }}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onClose()
        }}
        className="w-36"
      />
      <datalist id={listId}>
        {offered.map(tag => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
      {wrong && (
        <span role="alert" className="ml-1 text-[0.86em] text-bad">
          {t`Letters, digits and _ - + . only.`}
        </span>
      )}
    </form>
  )
}
