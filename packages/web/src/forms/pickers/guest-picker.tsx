import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

/** A guest, by number or name; its value is the number. */
export function GuestPicker({ fits, ...picker }: PickerProps & { readonly fits?: (guest: Guest) => boolean }) {
  const { t } = useLingui()
  const { guests } = useStore(live.inventory)
  const choices = useMemo(
    () =>
      [...guests.values()]
        .filter(guest => fits?.(guest) ?? true)
        .toSorted((a, b) => a.vmid - b.vmid)
        .map(guest => ({ value: String(guest.vmid), label: `${guest.vmid} ${guest.name}`.trim(), detail: guest.node })),
    [guests, fits],
  )
  return <PickerField label={t`Guest`} {...picker} choices={choices} />
}
