import { useLingui } from '@lingui/react/macro'
import type { Guest } from '../../live/guest.ts'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'

export interface GuestPicksProps {
  readonly label: string
  readonly guests: readonly Guest[]
  readonly picked: readonly number[]
  readonly onPick: (picked: readonly number[]) => void
}

/** Guests to be ticked: those that an action will reach. */
export function GuestPicks({ label, guests, picked, onPick }: GuestPicksProps) {
  const { t } = useLingui()
  const all = picked.length === guests.length
  const [count, total] = [picked.length, guests.length]
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">{label}</legend>
      <div className="mb-1 flex items-center gap-2">
        <span className="mr-auto font-medium">{label}</span>
        <span className="text-muted tabular-nums">{t`${count} of ${total}`}</span>
        <Button look="quiet" onClick={() => onPick(all ? [] : guests.map(guest => guest.vmid))}>
          {all ? t`None` : t`All`}
        </Button>
      </div>
      <ul className="max-h-[50vh] overflow-y-auto rounded-md border border-line">
        {guests.map(guest => (
          <li key={guest.vmid} className="border-b border-line last:border-b-0">
            <label className="flex min-h-(--control) items-center gap-2 px-2.5 hover:bg-hover">
              <input
                type="checkbox"
                checked={picked.includes(guest.vmid)}
                onChange={event => onPick(event.target.checked ? [...picked, guest.vmid] : picked.filter(vmid => vmid !== guest.vmid))}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="w-12 shrink-0 text-muted tabular-nums">{guest.vmid}</span>
              <bdi className="min-w-0 flex-1 truncate">{guest.name}</bdi>
              <Status status={guest.status} />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
