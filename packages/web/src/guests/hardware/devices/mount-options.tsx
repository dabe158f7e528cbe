import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '../../../ui/checkbox.tsx'

const options = ['discard', 'lazytime', 'noatime', 'nodev', 'noexec', 'nosuid']

interface MountOptionsProps {
  /** `noatime;nodev` */
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

/** Options of a mount, ticked. */
export function MountOptions({ value, onChange }: MountOptionsProps) {
  const { t } = useLingui()
  const chosen = new Set((value ?? '').split(';').filter(Boolean))
  const toggle = (option: string, on: boolean) => {
    const next = options.filter(one => (one === option ? on : chosen.has(one)))
    onChange(next.length > 0 ? next.join(';') : undefined)
  }
  return (
    <fieldset>
      <legend className="text-[0.93em] font-medium">{t`Mount options`}</legend>
      <div className="grid grid-cols-2">
        {options.map(option => (
          <Checkbox key={option} label={<code>{option}</code>} checked={chosen.has(option)} onChange={on => toggle(option, on)} />
        ))}
      </div>
    </fieldset>
  )
}
