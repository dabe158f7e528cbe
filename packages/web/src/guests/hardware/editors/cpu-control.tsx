import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../../api/use-call.ts'
import { PickerField } from '../../../forms/pickers/picker-field.tsx'
import { PropertyStringFields } from '../../../forms/property-string-fields.tsx'
import type { Members } from '../../../forms/property-string.ts'
import type { Guest } from '../../../live/guest.ts'
import { Select } from '../../../ui/select.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import { formatFlags, parseFlags, type FlagState } from './cpu-flags.ts'

interface CpuControlProps {
  readonly guest: Guest
  readonly members: Members
  readonly onChange: (members: Members) => void
  readonly error: string | undefined
}

/** Processor model and its flags, from what the node can do. */
export function CpuControl({ guest, members, onChange, error }: CpuControlProps) {
  const { t } = useLingui()
  const { node } = guest
  const models = useCall('GET /nodes/{node}/capabilities/qemu/cpu', { node })
  const flags = useCall('GET /nodes/{node}/capabilities/qemu/cpu-flags', { node })
  const chosen = parseFlags(members.flags as string | undefined)
  const names = [...new Set([...chosen.keys(), ...(flags.data ?? []).map(({ name }) => name)])]
  return (
    <div className="flex flex-col gap-4">
      <PickerField
        label={t`Processor type`}
        help={t`"host" is fastest; another model lets the VM move to nodes with older processors.`}
        custom
        placeholder={t`kvm64 (default)`}
        value={members.cputype as string | undefined}
        error={error}
        onChange={cputype => onChange({ ...members, cputype })}
        choices={(models.data ?? []).map(({ name, vendor }) => ({
          value: name,
          label: name,
          detail: vendor === 'default' ? undefined : vendor,
        }))}
      />
      <Advanced title={t`Processor flags and identity`}>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {names.map(name => (
            <label key={name} className="grid grid-cols-[1fr_7.5rem] items-center gap-2">
              <code className="truncate">{name}</code>
              <Select<FlagState>
                value={chosen.get(name) ?? 'default'}
                onChange={state => onChange({ ...members, flags: formatFlags(new Map([...chosen, [name, state]])) })}
                choices={[
                  { value: 'default', label: t`Default` },
                  { value: 'on', label: t`On` },
                  { value: 'off', label: t`Off` },
                ]}
              />
            </label>
          ))}
        </div>
        <PropertyStringFields
          name="cpu"
          schema={qemuConfigKeys.cpu}
          members={members}
          onChange={onChange}
          only={['hidden', 'hv-vendor-id', 'phys-bits', 'guest-phys-bits', 'reported-model']}
        />
      </Advanced>
    </div>
  )
}
