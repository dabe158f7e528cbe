import { useLingui } from '@lingui/react/macro'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { live } from '../../live/live.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { firstFormat } from '../../forms/disk-format.ts'
import { FieldRow, FormSection } from './form-section.tsx'
import type { VmSectionProps } from './section-props.ts'
import { ChoiceControl } from './text-control.tsx'

/** Firmware, machine, agent. */
export function SystemSection({ values, onChange, errors }: VmSectionProps) {
  const { t } = useLingui()
  const needsState = values.bios === 'ovmf' || values.tpm
  return (
    <FormSection
      id="system"
      title={t`System`}
      moreLabel={t`Display, controller, virtualization`}
      more={
        <>
          <FieldRow>
            <ChoiceControl
              label={t`Display`}
              value={values.vga}
              onChange={vga => onChange({ vga })}
              error={errors.vga}
              choices={[
                { value: '', label: t`Default` },
                { value: 'std', label: t`Standard VGA` },
                { value: 'virtio', label: 'VirtIO-GPU' },
                { value: 'qxl', label: 'SPICE (qxl)' },
                { value: 'serial0', label: t`Serial terminal` },
                { value: 'none', label: t`None` },
              ]}
            />
            <ChoiceControl
              label={t`SCSI controller`}
              value={values.scsihw}
              onChange={scsihw => onChange({ scsihw })}
              error={errors.scsihw}
              choices={[
                { value: 'virtio-scsi-single', label: 'VirtIO SCSI single' },
                { value: 'virtio-scsi-pci', label: 'VirtIO SCSI' },
                { value: 'lsi', label: 'LSI 53C895A' },
                { value: 'megasas', label: 'MegaRAID SAS' },
                { value: 'pvscsi', label: 'VMware PVSCSI' },
              ]}
            />
          </FieldRow>
          <Checkbox
            label={t`Hardware virtualization (KVM)`}
            help={t`Without it the VM is emulated: slow, but it works inside of a VM.`}
            checked={values.kvm}
            onChange={kvm => onChange({ kvm })}
          />
        </>
      }
    >
      <FieldRow>
        <ChoiceControl
          label={t`Firmware`}
          value={values.bios}
          onChange={bios => onChange({ bios })}
          error={errors.bios ?? errors.efidisk0}
          choices={[
            { value: 'seabios', label: 'BIOS (SeaBIOS)' },
            { value: 'ovmf', label: 'UEFI (OVMF)' },
          ]}
        />
        <ChoiceControl
          label={t`Machine`}
          value={values.machine}
          onChange={machine => onChange({ machine })}
          error={errors.machine}
          choices={[
            { value: '', label: 'i440fx' },
            { value: 'q35', label: 'q35' },
          ]}
        />
        {needsState && (
          <StoragePicker
            label={t`Storage of firmware and TPM`}
            node={values.node}
            content="images"
            value={values.stateStorage || undefined}
            onChange={(stateStorage = '') =>
              onChange({ stateStorage, stateFormat: firstFormat(live.inventory.get(), values.node, stateStorage) })
            }
            error={errors.stateStorage ?? errors.tpmstate0}
            required
          />
        )}
      </FieldRow>
      <div className="flex flex-wrap gap-x-6">
        {values.bios === 'ovmf' && (
          <Checkbox label={t`Secure boot`} checked={values.secureBoot} onChange={secureBoot => onChange({ secureBoot })} />
        )}
        <Checkbox label={t`TPM 2.0`} checked={values.tpm} onChange={tpm => onChange({ tpm })} />
        <Checkbox label={t`Guest agent`} checked={values.agent} onChange={agent => onChange({ agent })} />
      </div>
    </FormSection>
  )
}
