import { useLingui } from '@lingui/react/macro'
import { useCallback } from 'react'
import { GuestPicker } from '../../../forms/pickers/guest-picker.tsx'
import { planned, type PlannedCall } from '../../../forms/planned-call.ts'
import type { Guest } from '../../../live/guest.ts'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/field.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { DiskActionPanel } from './disk-action-panel.tsx'
import { volumeOf, type DiskActionTarget } from './disk-action.ts'

interface Values {
  readonly target: string | undefined
  readonly slot: string
}

/** Hands a volume over to another guest of the same kind and node. */
export function ReassignPanel({ guest, config, name, onClose }: DiskActionTarget) {
  const { t } = useLingui()
  const { node, vmid, kind } = guest
  const { volume } = volumeOf(config.current.get(name) ?? '')
  const fits = useCallback(
    (other: Guest) => other.kind === kind && other.node === node && other.vmid !== vmid && !other.template,
    [kind, node, vmid],
  )
  const call = ({ target, slot }: Values): PlannedCall => {
    const shared = { node, vmid, 'target-vmid': Number(target), digest: config.digest }
    const place = slot === '' ? undefined : slot
    if (kind === 'lxc') {
      return planned('POST /nodes/{node}/lxc/{vmid}/move_volume', { ...shared, volume: name as 'mp0', 'target-volume': place as 'mp0' })
    }
    return planned('POST /nodes/{node}/qemu/{vmid}/move_disk', { ...shared, disk: name as 'scsi0', 'target-disk': place as 'scsi0' })
  }
  return (
    <DiskActionPanel<Values>
      title={t`Hand over ${name}`}
      submitLabel={t`Hand over`}
      onClose={onClose}
      form={{
        initial: { target: undefined, slot: name },
        check: ({ target }): Partial<Record<'target', string>> => (target === undefined ? { target: t`This is needed.` } : {}),
        fieldOf: parameter => ({ 'target-vmid': 'target', 'target-disk': 'slot', 'target-volume': 'slot' })[parameter] ?? parameter,
        fieldOfFailure: message => (/already exists/.test(message) ? 'slot' : undefined),
        calls: values => (values.target === undefined ? [] : [call(values)]),
      }}
    >
      {form => (
        <>
          <Facts>
            <Fact label={t`Volume`}>
              <bdi className="break-all">{volume}</bdi>
            </Fact>
          </Facts>
          <GuestPicker
            label={t`New owner`}
            help={t`A guest of the same kind on the same node.`}
            required
            fits={fits}
            value={form.values.target}
            error={form.errors.target}
            onChange={target => form.set('target', target)}
          />
          <Field label={t`Name there`} help={t`Such as scsi1 or mp0; it must be free there.`} error={form.errors.slot}>
            {control => <TextInput {...control} value={form.values.slot} onChange={event => form.set('slot', event.target.value.trim())} />}
          </Field>
        </>
      )}
    </DiskActionPanel>
  )
}
