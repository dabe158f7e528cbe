import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { Switch } from '../../ui/switch.tsx'
import type { GuestConfig } from '../config/use-guest-config.ts'
import type { Option } from './option-fields.ts'
import { useSwitch } from './use-switch.ts'

interface OptionSwitchProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly option: Option
}

/** Turns an option on and off where it is listed. */
export function OptionSwitch({ guest, config, option }: OptionSwitchProps) {
  const labels = useLabels()
  const { on, turn } = useSwitch(guest, config, option)
  return (
    <label className="relative z-10 -my-1.5 flex min-h-(--control) min-w-(--control) items-center">
      <Switch aria-label={labels.name(option.key)} checked={on} onChange={turn} />
    </label>
  )
}
