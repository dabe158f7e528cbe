import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../../api/use-call.ts'
import { PickerField } from '../../../forms/pickers/picker-field.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { plainText } from './plain-text.ts'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'

function SerialFields({ values, onChange, errors, name }: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <PickerField
      label={t`Connected to`}
      help={t`The console of this interface, or a device of the node such as /dev/ttyS0.`}
      required
      custom
      value={values[plainText] as string | undefined}
      error={errors[plainText] ?? errors[name]}
      onChange={text => onChange({ ...values, [plainText]: text })}
      choices={[{ value: 'socket', label: 'socket', detail: t`Console` }]}
    />
  )
}

export const serialKind: DeviceKind = {
  kind: 'serial',
  schema: qemuConfigKeys['serial[n]'],
  Fields: SerialFields,
  begin: () => ({ [plainText]: 'socket' }),
  needs: () => [plainText],
}

const AllFields = (props: DeviceFieldsProps) => <MemberFields {...props} />

export const audioKind: DeviceKind = {
  kind: 'audio',
  schema: { ...qemuConfigKeys.audio0, count: 1 },
  Fields: AllFields,
  begin: () => ({ device: 'ich9-intel-hda', driver: 'spice' }),
  needs: () => ['device'],
}

export const rngKind: DeviceKind = {
  kind: 'rng',
  schema: { ...qemuConfigKeys.rng0, count: 1 },
  Fields: AllFields,
  begin: () => ({ source: '/dev/urandom' }),
  needs: () => ['source'],
}

export const watchdogKind: DeviceKind = {
  kind: 'watchdog',
  schema: qemuConfigKeys.watchdog,
  Fields: AllFields,
  begin: () => ({ model: 'i6300esb', action: 'reset' }),
}

function VirtiofsFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { guest, values, onChange, errors } = props
  const mappings = useCall('GET /cluster/mapping/dir', { 'check-node': guest.node })
  return (
    <>
      <PickerField
        label={t`Directory mapping`}
        required
        value={values.dirid as string | undefined}
        error={errors.dirid}
        onChange={dirid => onChange({ ...values, dirid })}
        choices={(mappings.data ?? []).map(({ id, checks }) => ({ value: id, label: id, detail: checks?.[0]?.message }))}
      />
      <MemberFields {...props} only={['cache', 'direct-io', 'expose-xattr', 'expose-acl']} />
    </>
  )
}

export const virtiofsKind: DeviceKind = {
  kind: 'virtiofs',
  schema: qemuConfigKeys['virtiofs[n]'],
  Fields: VirtiofsFields,
  needs: () => ['dirid'],
}

function ParallelFields({ values, onChange, errors, name }: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <Field
      label={t`Connected to`}
      help={t`A parallel port of the node, such as /dev/parport0 or /dev/usb/lp0.`}
      error={errors[plainText] ?? errors[name]}
      required
    >
      {control => (
        <TextInput
          {...control}
          placeholder="/dev/parport0"
          value={String(values[plainText] ?? '')}
          onChange={event => onChange({ ...values, [plainText]: event.target.value.trim() || undefined })}
        />
      )}
    </Field>
  )
}

export const parallelKind: DeviceKind = {
  kind: 'parallel',
  schema: qemuConfigKeys['parallel[n]'],
  Fields: ParallelFields,
  needs: () => [plainText],
}

export const ivshmemKind: DeviceKind = { kind: 'ivshmem', schema: qemuConfigKeys.ivshmem, Fields: AllFields, needs: () => ['size'] }
