import { useLingui } from '@lingui/react/macro'
import { RotateCcw } from 'lucide-react'
import { send } from '../../forms/send.ts'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { configCall } from '../config/config-change.ts'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { HardwareRow } from '../hardware/hardware-row.tsx'
import type { Option } from './option-fields.ts'
import { OptionSwitch } from './option-switch.tsx'
import { readOption } from './read-option.ts'
import { isSwitch } from './switched.ts'

interface OptionRowProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly option: Option
  readonly active: boolean
}

/** One option: what holds, whether that is its default, and what is pending. */
export function OptionRow({ guest, config, option, active }: OptionRowProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const { key } = option
  const now = readOption(option, config.current.get(key))
  const next = readOption(option, config.wanted.get(key))
  const pending = config.pending.some(change => change.key === key)
  const revert = async () => {
    const call = configCall(guest, { revert: [key], digest: config.digest })
    try {
      if (call) await send(call)
    } catch (error) {
      toast({ look: 'bad', text: failureText(error) })
    }
  }
  return (
    <HardwareRow
      vmid={guest.vmid}
      tab="options"
      id={key}
      label={labels.name(key)}
      now={now.reading}
      note={now.set || pending || now.reading.main === '–' ? undefined : t`default`}
      fixed={option.readOnly === true || option.schema.type === 'boolean'}
      {...(isSwitch(option) && { control: <OptionSwitch guest={guest} config={config} option={option} /> })}
      {...(pending && { next: { reading: next.reading } })}
      actions={pending ? [{ label: t`Revert the pending change`, icon: RotateCcw, onSelect: () => void revert() }] : []}
      active={active}
    />
  )
}
