import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'
import { send } from '../../forms/send.ts'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { runWithUndo } from '../../shell/undo.ts'
import { configCall, inverseOf, type ConfigChange } from '../config/config-change.ts'
import { takesEffect } from '../config/takes-effect.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import type { Option } from './option-fields.ts'
import { isSwitchedOn, switchChange } from './switched.ts'

/** An option as a switch: it moves at once, and back when the server refuses. */
export function useSwitch(
  guest: Guest,
  config: GuestConfig,
  option: Option,
): { readonly on: boolean; readonly turn: (on: boolean) => void } {
  const { t } = useLingui()
  const labels = useLabels()
  const { key } = option
  const { current, wanted, pending } = config
  const held = isSwitchedOn(option, wanted.get(key))
  const [meant, setMeant] = useState<boolean>()
  useEffect(() => setMeant(undefined), [held])
  const turn = (on: boolean) => {
    const waits = pending.some(change => change.key === key)
    const name = labels.name(key)
    const later = takesEffect(guest, key, wanted.get('hotplug')) === 'start' && isSwitchedOn(option, current.get(key)) !== on
    const change: ConfigChange =
      waits && isSwitchedOn(option, current.get(key)) === on ? { revert: [key] } : switchChange(option, wanted, on)
    // What begins to wait is taken back by forgetting it.
    const back: ConfigChange = later && !waits ? { revert: [key] } : (inverseOf(switchChange(option, wanted, on), wanted) ?? {})
    const make = async (one: ConfigChange) => {
      const call = configCall(guest, one)
      if (call) await send(call)
    }
    setMeant(on)
    const begins = later ? t`${name}: on from the next start` : t`${name}: on`
    const ends = later ? t`${name}: off from the next start` : t`${name}: off`
    void runWithUndo({ run: () => make(change), undo: () => make(back), text: on ? begins : ends }).then(
      done => done || setMeant(undefined),
    )
  }
  return { on: meant ?? held, turn }
}
