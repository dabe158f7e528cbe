import { qemuConfigKeys as keys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useCall } from '../../../api/use-call.ts'
import { PickerField } from '../../../forms/pickers/picker-field.tsx'
import { PropertyStringFields } from '../../../forms/property-string-fields.tsx'
import { membersOf, type Members } from '../../../forms/property-string.ts'
import type { Guest } from '../../../live/guest.ts'
import type { KeyField } from '../../config/keys-editor.tsx'
import { CpuControl } from './cpu-control.tsx'

const memorySchema = { ...membersOf(keys.memory).current!, optional: true as const }

/** The fields of the lines of a VM's hardware that are no devices, by line. */
export function useVmFields(guest: Guest): Readonly<Record<string, readonly KeyField[]>> {
  const { t, i18n } = useLingui()
  return useMemo(
    () => ({
      memory: [
        { key: 'memory', schema: memorySchema },
        {
          key: 'balloon',
          schema: keys.balloon,
          help: t`What the VM keeps when the node is short of memory; 0 turns ballooning off. Empty: as much as its memory.`,
        },
        { key: 'shares', schema: keys.shares, advanced: true },
        { key: 'allow-ksm', schema: keys['allow-ksm'], advanced: true },
        { key: 'hugepages', schema: keys.hugepages, advanced: true },
        { key: 'keephugepages', schema: keys.keephugepages, advanced: true },
      ],
      processors: [
        { key: 'sockets', schema: keys.sockets },
        { key: 'cores', schema: keys.cores, help: t`Cores of each socket.` },
        {
          key: 'cpu',
          schema: keys.cpu,
          control: ({ value, set, error }) => <CpuControl guest={guest} members={(value ?? {}) as Members} onChange={set} error={error} />,
        },
        { key: 'vcpus', schema: keys.vcpus, advanced: true },
        { key: 'cpulimit', schema: keys.cpulimit, advanced: true },
        { key: 'cpuunits', schema: keys.cpuunits, advanced: true },
        { key: 'affinity', schema: keys.affinity, help: t`Processors of the node, such as 0-3,8.`, advanced: true },
        { key: 'numa', schema: keys.numa, advanced: true },
      ],
      bios: [{ key: 'bios', schema: keys.bios, help: t`UEFI needs an EFI disk to remember its settings.` }],
      scsihw: [{ key: 'scsihw', schema: keys.scsihw, help: t`"VirtIO SCSI, one for each disk" allows I/O threads.` }],
      vga: [{ key: 'vga', schema: keys.vga, only: ['type', 'memory', 'clipboard'] }],
      keyboard: [{ key: 'keyboard', schema: keys.keyboard }],
      args: [{ key: 'args', schema: keys.args }],
      machine: [
        {
          key: 'machine',
          schema: keys.machine,
          control: ({ value, set, error }) => (
            <MachineControl guest={guest} members={(value ?? {}) as Members} onChange={set} error={error} />
          ),
        },
      ],
    }),
    // The language decides the help.
    [guest, i18n.locale],
  )
}

interface MachineControlProps {
  readonly guest: Guest
  readonly members: Members
  readonly onChange: (members: Members) => void
  readonly error: string | undefined
}

function MachineControl({ guest, members, onChange, error }: MachineControlProps) {
  const { t } = useLingui()
  const { data } = useCall('GET /nodes/{node}/capabilities/qemu/machines', { node: guest.node })
  const latest = [
    { value: 'pc', label: 'pc', detail: t`i440fx, latest version` },
    { value: 'q35', label: 'q35', detail: t`Q35, latest version` },
  ]
  return (
    <div className="flex flex-col gap-4">
      <PickerField
        label={t`Machine type`}
        help={t`Q35 offers PCI Express. A fixed version keeps what the guest sees through upgrades of the node.`}
        custom
        placeholder={t`pc (default)`}
        value={members.type as string | undefined}
        error={error}
        onChange={type => onChange({ ...members, type })}
        choices={[...latest, ...(data ?? []).map(({ id, changes }) => ({ value: id, label: id, detail: changes }))]}
      />
      <PropertyStringFields
        name="machine"
        schema={keys.machine}
        members={members}
        onChange={onChange}
        only={['viommu', 'aw-bits', 'enable-s3', 'enable-s4']}
        absent={{ 'enable-s3': false, 'enable-s4': false }}
      />
    </div>
  )
}
