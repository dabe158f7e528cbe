import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import type { PickerProps } from './picker.ts'
import { PickerField } from './picker-field.tsx'

/** A resource pool. */
export function PoolPicker(picker: PickerProps) {
  const { t } = useLingui()
  const { pools } = useStore(live.inventory)
  const choices = useMemo(() => pools.map(pool => ({ value: pool, label: pool })), [pools])
  return <PickerField label={t`Pool`} placeholder={t`None`} {...picker} choices={choices} />
}
