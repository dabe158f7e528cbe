import { useLingui } from '@lingui/react/macro'
import { Check, Pencil, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { usePrivileges } from '../../api/use-privileges.ts'
import type { Guest } from '../../live/guest.ts'
import { IconButton } from '../../ui/button.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { changeGuest } from './change-guest.ts'

/** The guest's name, renamed in place. */
export function GuestTitle({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const has = usePrivileges(`/vms/${guest.vmid}`)
  const [text, setText] = useState<string>()
  const pencil = useRef<HTMLButtonElement>(null)
  const privilege = guest.kind === 'qemu' ? 'VM.Config.Options' : 'VM.Config.Network'
  const { vmid, name } = guest
  function close(): void {
    setText(undefined)
    setTimeout(() => pencil.current?.focus())
  }
  function save(): void {
    const wanted = text?.trim() ?? ''
    close()
    if (wanted !== '' && wanted !== name) void changeGuest(guest, { name: wanted }, t`${name || vmid} is now called ${wanted}`)
  }
  if (text === undefined) {
    return (
      <span className="flex min-w-0 items-center gap-1">
        <h1 className="min-w-0 truncate text-[1.35em] font-semibold" title={name}>
          <bdi>{name || vmid}</bdi>
        </h1>
        <IconButton
          ref={pencil}
          icon={Pencil}
          label={t`Rename`}
          disabledReason={has(privilege) ? undefined : t`It needs ${privilege} on /vms/${vmid}.`}
          onClick={() => setText(name)}
        />
      </span>
    )
  }
  return (
    <form
      className="flex min-w-0 items-center gap-1"
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <h1 className="sr-only">{name || vmid}</h1>
      <TextInput autoFocus aria-label={t`Name`} value={text} onChange={event => setText(event.target.value)} className="w-64 max-w-full" />
      <IconButton type="submit" icon={Check} label={t`Save`} />
      <IconButton icon={X} label={t`Cancel`} onClick={close} />
    </form>
  )
}
