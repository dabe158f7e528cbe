import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../../api/use-call.ts'
import { PickerField } from '../../../forms/pickers/picker-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'

type Way = 'spice' | 'mapping' | 'device' | 'port'

function wayOf({ host, mapping }: Readonly<Record<string, unknown>>): Way {
  if (mapping !== undefined) return 'mapping'
  const text = String(host ?? 'spice').toLowerCase()
  return text === 'spice' ? 'spice' : text.includes(':') ? 'device' : 'port'
}

function UsbFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { guest, values, onChange, errors } = props
  const way = (values['@way'] as Way | undefined) ?? wayOf(values)
  const mappings = useCall('GET /cluster/mapping/usb', { 'check-node': guest.node }, { enabled: way === 'mapping' })
  const devices = useCall('GET /nodes/{node}/hardware/usb', { node: guest.node }, { enabled: way === 'device' || way === 'port' })
  const choices = (devices.data ?? [])
    // 9 is the class of hubs.
    .filter(device => device.class !== 9)
    .map(device => ({
      value: way === 'device' ? `${device.vendid}:${device.prodid}`.replaceAll('0x', '') : `${device.busnum}-${device.usbpath}`,
      label: [device.manufacturer, device.product].filter(Boolean).join(' ') || `${device.vendid}:${device.prodid}`,
      detail: way === 'device' ? `${device.vendid}:${device.prodid}` : `${device.busnum}-${device.usbpath}`,
    }))
  return (
    <>
      <Field label={t`What it is`}>
        {control => (
          <Select
            {...control}
            value={way}
            onChange={chosen => onChange({ ...values, '@way': chosen, host: chosen === 'spice' ? 'spice' : undefined, mapping: undefined })}
            choices={[
              { value: 'spice', label: t`A port for SPICE` },
              { value: 'mapping', label: t`A mapped device` },
              { value: 'device', label: t`A device by vendor and product` },
              { value: 'port', label: t`Whatever is in a port` },
            ]}
          />
        )}
      </Field>
      {way === 'mapping' && (
        <PickerField
          label={t`Mapping`}
          required
          value={values.mapping as string | undefined}
          error={errors.mapping}
          onChange={mapping => onChange({ ...values, mapping })}
          choices={(mappings.data ?? []).map(({ id }) => ({ value: id, label: id }))}
        />
      )}
      {(way === 'device' || way === 'port') && (
        <PickerField
          label={way === 'device' ? t`Device` : t`Port`}
          required
          custom
          value={values.host as string | undefined}
          error={errors.host ?? devices.error?.message}
          onChange={host => onChange({ ...values, host })}
          choices={choices}
        />
      )}
      <MemberFields {...props} only={['usb3']} />
    </>
  )
}

export const usbKind: DeviceKind = {
  kind: 'usb',
  schema: qemuConfigKeys['usb[n]'],
  Fields: UsbFields,
  begin: () => ({ host: 'spice' }),
  needs: values => {
    const way = (values['@way'] as Way | undefined) ?? wayOf(values)
    return [way === 'mapping' ? 'mapping' : 'host']
  },
}
