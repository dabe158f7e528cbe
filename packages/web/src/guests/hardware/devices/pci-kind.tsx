import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../../api/use-call.ts'
import { PickerField } from '../../../forms/pickers/picker-field.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'

const isMapped = (values: Readonly<Record<string, unknown>>) => values['@mapped'] === true || values.mapping !== undefined

/** `0000:01:00.0` is one function of the device `0000:01:00`. */
const wholeDevice = (host: string) => host.replace(/\.[\da-f]$/i, '')

function PciFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { guest, values, onChange, errors } = props
  const mapped = isMapped(values)
  const { node } = guest
  const mappings = useCall('GET /cluster/mapping/pci', { 'check-node': node }, { enabled: mapped })
  const devices = useCall('GET /nodes/{node}/hardware/pci', { node }, { enabled: !mapped })
  const host = values.host as string | undefined
  const device = devices.data?.find(({ id }) => host !== undefined && (id === host || wholeDevice(id) === host))
  const chosen = (mapped ? (values.mapping as string | undefined) : device?.id) ?? ''
  const types = useCall(
    'GET /nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev',
    { node, 'pci-id-or-mapping': chosen },
    { enabled: chosen !== '' && (mapped || device?.mdev === 1) },
  )
  return (
    <>
      <Field label={t`What it is`}>
        {control => (
          <Select
            {...control}
            value={mapped ? 'mapping' : 'raw'}
            onChange={way => onChange({ ...values, '@mapped': way === 'mapping', host: undefined, mapping: undefined, mdev: undefined })}
            choices={[
              { value: 'mapping', label: t`A mapped device` },
              { value: 'raw', label: t`A device of this node` },
            ]}
          />
        )}
      </Field>
      {mapped ? (
        <PickerField
          label={t`Mapping`}
          required
          value={values.mapping as string | undefined}
          error={errors.mapping}
          onChange={mapping => onChange({ ...values, mapping })}
          choices={(mappings.data ?? []).map(({ id, checks }) => ({ value: id, label: id, detail: checks?.[0]?.message }))}
        />
      ) : (
        <>
          <PickerField
            label={t`Device`}
            required
            custom
            value={host}
            error={errors.host ?? devices.error?.message}
            onChange={id => onChange({ ...values, host: id, mdev: undefined })}
            choices={(devices.data ?? []).map(one => ({
              value: one.id,
              label: `${one.device_name ?? one.device} (${one.id})`,
              detail: one.iommugroup < 0 ? t`no IOMMU group` : t`IOMMU group ${one.iommugroup}`,
            }))}
          />
          {host !== undefined && (
            <Checkbox
              label={t`All functions of the device`}
              checked={!/\.[\da-f]$/i.test(host)}
              onChange={all => onChange({ ...values, host: all ? wholeDevice(host) : `${wholeDevice(host)}.0` })}
            />
          )}
        </>
      )}
      {(types.data ?? []).length > 0 && (
        <PickerField
          label={t`Mediated device`}
          value={values.mdev as string | undefined}
          error={errors.mdev}
          onChange={mdev => onChange({ ...values, mdev })}
          choices={(types.data ?? []).map(({ type, name, available }) => ({
            value: type,
            label: name ?? type,
            detail: t`${available} free`,
          }))}
        />
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <MemberFields {...props} only={['pcie', 'x-vga', 'rombar']} />
      </div>
      <Advanced>
        <MemberFields
          {...props}
          only={[
            'romfile',
            'driver',
            'legacy-igd',
            'vendor-id',
            'device-id',
            'sub-vendor-id',
            'sub-device-id',
            ...(types.data ? [] : ['mdev']),
          ]}
        />
      </Advanced>
    </>
  )
}

export const pciKind: DeviceKind = {
  kind: 'hostpci',
  schema: qemuConfigKeys['hostpci[n]'],
  Fields: PciFields,
  begin: () => ({ '@mapped': false }),
  needs: values => [isMapped(values) ? 'mapping' : 'host'],
}
