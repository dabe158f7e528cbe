import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import type { Members } from '../../../forms/property-string.ts'
import { StoragePicker, useStorages } from '../../../forms/pickers/storage-picker.tsx'
import { VolumePicker } from '../../../forms/pickers/volume-picker.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { plainMembers, type DeviceFieldsProps, type DeviceKind } from './device-kind.ts'
import { onlyStorage } from './new-volume-fields.tsx'
import { SlotField } from './slot-field.tsx'

type Medium = 'iso' | 'cdrom' | 'none'

const mediumOf = (file: unknown): Medium => (file === 'cdrom' ? 'cdrom' : file === 'none' || file === undefined ? 'none' : 'iso')
const storageOf = (file: unknown) => (mediumOf(file) === 'iso' ? String(file).split(':', 1)[0] : undefined)

function CdromFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { guest, values, onChange, errors, adding } = props
  const storages = useStorages(guest.node, 'iso')
  const medium = (values['@medium'] as Medium | undefined) ?? mediumOf(values.file)
  const storage = (values['@storage'] as string | undefined) ?? storageOf(values.file) ?? storages[0]?.storage
  return (
    <>
      {adding && <SlotField {...props} buses={['ide', 'sata', 'scsi']} />}
      <Field label={t`Medium`}>
        {control => (
          <Select
            {...control}
            value={medium}
            onChange={chosen => onChange({ ...values, '@medium': chosen, file: chosen === 'iso' ? undefined : chosen, size: undefined })}
            choices={[
              { value: 'iso', label: t`An ISO image` },
              { value: 'cdrom', label: t`The drive of the host` },
              { value: 'none', label: t`None` },
            ]}
          />
        )}
      </Field>
      {medium === 'iso' && (
        <>
          <StoragePicker
            node={guest.node}
            content="iso"
            value={storage}
            onChange={chosen => onChange({ ...values, '@storage': chosen, file: undefined })}
          />
          <VolumePicker
            label={t`ISO image`}
            required
            node={guest.node}
            storage={storage}
            content="iso"
            value={mediumOf(values.file) === 'iso' ? (values.file as string) : undefined}
            error={errors.file}
            onChange={file => onChange({ ...values, file, size: undefined })}
          />
        </>
      )}
    </>
  )
}

const write = (values: Members): Members => ({ ...plainMembers(values), media: 'cdrom' })

export const cdromKind: DeviceKind = {
  kind: 'ide',
  buses: ['ide', 'sata', 'scsi'],
  schema: qemuConfigKeys['ide[n]'],
  Fields: CdromFields,
  begin: () => ({ '@medium': 'iso' }),
  needs: () => ['file'],
  write,
}

function CloudInitFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { guest, values, onChange, errors, adding } = props
  if (!adding) return <p className="text-muted">{t`What cloud-init sets up stands under Options.`}</p>
  return (
    <>
      <SlotField {...props} buses={['ide', 'sata', 'scsi']} />
      <StoragePicker
        node={guest.node}
        content="images"
        required
        value={values['@storage'] as string | undefined}
        error={errors['@storage']}
        onChange={storage => onChange({ ...values, '@storage': storage })}
      />
    </>
  )
}

export const cloudInitKind: DeviceKind = {
  kind: 'ide',
  buses: ['ide', 'sata', 'scsi'],
  schema: qemuConfigKeys['ide[n]'],
  Fields: CloudInitFields,
  begin: (_, { node }) => ({ '@storage': onlyStorage(node, 'images') }),
  needs: (_, adding) => (adding ? ['@storage'] : []),
  write: values => ({
    ...plainMembers(values),
    ...(values['@storage'] !== undefined && { file: `${String(values['@storage'])}:cloudinit`, media: 'cdrom' }),
  }),
  task: true,
}
