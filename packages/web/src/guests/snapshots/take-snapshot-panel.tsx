import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { formatBytes } from '../../ui/format.ts'
import { TextArea, TextInput } from '../../ui/text-field.tsx'
import { GuestPanel } from '../panels/guest-panel.tsx'
import { isSnapshotName, suggestedName, type SnapshotLine } from './snapshot-lines.ts'
import { useSnapshots } from './use-snapshots.ts'

interface Values {
  readonly snapname: string
  readonly vmstate: boolean
  readonly description: string
}

function snapshotCall({ node, vmid, kind }: Guest, { snapname, vmstate, description }: Values): PlannedCall {
  const common = { node, vmid, snapname, ...(description.trim() !== '' && { description: description.trim() }) }
  return kind === 'qemu'
    ? planned('POST /nodes/{node}/qemu/{vmid}/snapshot', { ...common, ...(vmstate && { vmstate }) })
    : planned('POST /nodes/{node}/lxc/{vmid}/snapshot', common)
}

function TakeSnapshot({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const { lines } = useSnapshots(guest)
  const canSaveMemory = guest.kind === 'qemu' && (guest.status === 'running' || guest.status === 'paused')
  const form = useForm<Values>({
    initial: { snapname: suggestedName(new Date()), vmstate: false, description: '' },
    calls: values => [snapshotCall(guest, values)],
    check: ({ snapname }) => ({
      ...(!isSnapshotName(snapname) && { snapname: t`A letter, then letters, digits, - and _; 2 to 40 characters.` }),
      ...(isTaken(lines, snapname) && { snapname: t`There is a snapshot of this name.` }),
    }),
    onDone: onClose,
  })
  const { values, errors, set } = form
  const size = formatBytes(guest.maxmem)
  return (
    <Form form={form} action submitLabel={t`Take snapshot`}>
      <Field label={t`Name`} required error={errors.snapname}>
        {control => <TextInput {...control} value={values.snapname} onChange={event => set('snapname', event.target.value.trim())} />}
      </Field>
      {canSaveMemory && (
        <Checkbox
          label={t`Save the memory too`}
          help={t`A rollback then goes on where the VM was. It takes up to ${size} more room, and some time.`}
          checked={values.vmstate}
          onChange={vmstate => set('vmstate', vmstate)}
        />
      )}
      <Field label={t`Description`} error={errors.description}>
        {control => (
          <TextArea {...control} rows={4} value={values.description} onChange={event => set('description', event.target.value)} />
        )}
      </Field>
    </Form>
  )
}

const isTaken = (lines: readonly SnapshotLine[], snapname: string) => lines.some(({ name, now }) => !now && name === snapname)

/** Takes a snapshot of a guest. */
export function TakeSnapshotPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Take a snapshot of ${name || vmid}`}>
      {guest => <TakeSnapshot guest={guest} onClose={onClose} />}
    </GuestPanel>
  )
}
