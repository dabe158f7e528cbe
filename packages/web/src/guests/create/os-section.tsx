import { useLingui } from '@lingui/react/macro'
import type { Guest } from '../../live/guest.ts'
import { GuestPicker } from '../../forms/pickers/guest-picker.tsx'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { VolumePicker } from '../../forms/pickers/volume-picker.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldRow, FormSection } from './form-section.tsx'
import { isWindows, osTypes, type OsType } from './os-defaults.ts'
import { osNames } from './os-words.ts'
import type { VmSectionProps } from './section-props.ts'
import { ChoiceControl } from './text-control.tsx'
import { hardwareFor, type VmSource } from './vm-values.ts'

/** Where the system comes from, and which it is: that decides the hardware. */
export function OsSection({ values, onChange, errors }: VmSectionProps) {
  const { t, i18n } = useLingui()
  const { node, source } = values
  const isTemplate = (guest: Guest) => guest.template && guest.kind === 'qemu' && guest.node === node
  const chooseSource = (next: VmSource) =>
    onChange({ source: next, cloudInit: next === 'image' || (next === 'template' && values.cloudInit) })
  return (
    <FormSection id="os" title={t`Operating system`}>
      <FieldRow>
        <ChoiceControl<VmSource>
          label={t`Install from`}
          value={source}
          onChange={chooseSource}
          choices={[
            { value: 'iso', label: t`CD image (ISO)` },
            { value: 'image', label: t`Disk image` },
            { value: 'template', label: t`Template of a VM` },
            { value: 'none', label: t`Nothing: boot from the network` },
          ]}
        />
        {source !== 'template' && (
          <ChoiceControl<OsType>
            label={t`System`}
            value={values.os}
            onChange={os => onChange(hardwareFor(values, os, values.driversIso !== ''))}
            choices={osTypes.map(os => ({ value: os, label: i18n._(osNames[os]) }))}
            error={errors.ostype}
          />
        )}
      </FieldRow>
      {source === 'iso' && (
        <FieldRow>
          <StoragePicker
            label={t`Storage of CD images`}
            node={node}
            content="iso"
            value={values.isoStorage || undefined}
            onChange={storage => onChange({ isoStorage: storage ?? '', iso: '' })}
          />
          <VolumePicker
            label={t`CD image`}
            placeholder={t`None: an empty drive`}
            node={node}
            storage={values.isoStorage || undefined}
            content="iso"
            value={values.iso || undefined}
            onChange={iso => onChange({ iso: iso ?? '' })}
            error={errors.ide2}
          />
          {isWindows(values.os) && (
            <VolumePicker
              label={t`CD with VirtIO drivers`}
              help={t`With it, disks and network are paravirtual: faster.`}
              placeholder={t`None`}
              node={node}
              storage={values.isoStorage || undefined}
              content="iso"
              value={values.driversIso || undefined}
              onChange={iso => onChange({ driversIso: iso ?? '', ...hardwareFor(values, values.os, iso !== undefined) })}
              error={errors.ide0}
            />
          )}
        </FieldRow>
      )}
      {source === 'image' && (
        <FieldRow>
          <StoragePicker
            label={t`Storage of images`}
            node={node}
            content="import"
            value={values.imageStorage || undefined}
            onChange={storage => onChange({ imageStorage: storage ?? '', image: '' })}
          />
          <VolumePicker
            label={t`Disk image`}
            node={node}
            storage={values.imageStorage || undefined}
            content="import"
            value={values.image || undefined}
            onChange={image => onChange({ image: image ?? '' })}
            error={errors.image}
            required
          />
        </FieldRow>
      )}
      {source === 'template' && (
        <>
          <GuestPicker
            label={t`Template`}
            fits={isTemplate}
            value={values.template || undefined}
            onChange={template => onChange({ template: template ?? '' })}
            error={errors.template}
            required
          />
          <Checkbox
            label={t`Copy everything`}
            help={t`Without it the disks build on those of the template: quick and small, and the template must stay.`}
            checked={values.fullClone}
            onChange={fullClone => onChange({ fullClone })}
          />
        </>
      )}
    </FormSection>
  )
}
