import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { GuestPanel } from '../panels/guest-panel.tsx'
import type { SnapshotLine } from './snapshot-lines.ts'
import { useSnapshots } from './use-snapshots.ts'

function EditSnapshot({ guest, line, onClose }: { guest: Guest; line: SnapshotLine; onClose: () => void }) {
  const { t } = useLingui()
  const { node, vmid, kind } = guest
  const { name, description } = line
  const form = useForm({
    initial: { description },
    calls: values => [
      planned(`PUT /nodes/{node}/${kind}/{vmid}/snapshot/{snapname}/config`, {
        node,
        vmid,
        snapname: name,
        description: values.description,
      }),
    ],
    onDone(_answers, _values, inverse) {
      savedWithUndo(t`Snapshot ${name} changed`, inverse())
      onClose()
    },
  })
  return (
    <Form form={form} submitLabel={t`Save`}>
      <Field label={t`Description`} error={form.errors.description}>
        {control => (
          <TextArea
            {...control}
            autoFocus
            rows={6}
            value={form.values.description}
            onChange={event => form.set('description', event.target.value)}
          />
        )}
      </Field>
    </Form>
  )
}

function Found({ guest, name, onClose }: { guest: Guest; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const { lines, loaded } = useSnapshots(guest)
  const line = lines.find(one => one.name === name && !one.now)
  if (line) return <EditSnapshot guest={guest} line={line} onClose={onClose} />
  if (!loaded) return <Loading />
  return (
    <div className="p-4">
      <Notice look="warn">{t`There is no snapshot ${name}.`}</Notice>
    </div>
  )
}

/** Changes what a snapshot says of itself. */
export function EditSnapshotPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={(_guest, name) => t`Edit snapshot ${name}`}>
      {(guest, name) => <Found guest={guest} name={name} onClose={onClose} />}
    </GuestPanel>
  )
}
