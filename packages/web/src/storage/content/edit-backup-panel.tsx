import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { runWithUndo } from '../../shell/undo.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { useVolumes } from './use-volumes.ts'
import { volumesNamed, type Volume } from './volume.ts'

interface EditProps {
  readonly node: string
  readonly storage: string
  readonly volume: Volume
  readonly onClose: () => void
  readonly onSaved: () => Promise<unknown>
}

function EditForm({ node, storage, volume, onClose, onSaved }: EditProps) {
  const { t } = useLingui()
  const { volid, name } = volume
  const initial = { notes: volume.notes, protected: volume.protected }
  const call = (to: typeof initial, from: typeof initial) =>
    planned('PUT /nodes/{node}/storage/{storage}/content/{volume}', {
      node,
      storage,
      volume: volid,
      ...(to.notes !== from.notes && { notes: to.notes }),
      ...(to.protected !== from.protected && { protected: to.protected }),
    })
  const form = useForm({
    initial,
    calls: (values, from) => [call(values, from)],
    onDone(_, values) {
      const undo = async () => {
        await send(call(initial, values))
        await onSaved()
      }
      void runWithUndo({ text: t`${name} was changed.`, run: onSaved, undo })
      onClose()
    },
  })
  return (
    <Form form={form} submitLabel={t`Save`}>
      <Field label={t`Notes`} error={form.errors.notes}>
        {control => <TextArea {...control} rows={6} value={form.values.notes} onChange={event => form.set('notes', event.target.value)} />}
      </Field>
      <Checkbox
        label={t`Protected`}
        help={t`It is neither pruned nor deleted.`}
        checked={form.values.protected}
        onChange={on => form.set('protected', on)}
      />
    </Form>
  )
}

/** Notes and protection of a backup; argument: `pve/local/local%3Abackup%2F…`. */
export function EditBackupPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { node, storage, volids } = volumesNamed(argument)
  const { volumes, refetch } = useVolumes(node, storage)
  const volume = volumes.find(({ volid }) => volid === volids[0])
  return (
    <SidePanel title={volume ? t`Edit ${volume.name}` : t`Edit backup`} onClose={onClose}>
      {volume && <EditForm node={node} storage={storage} volume={volume} onClose={onClose} onSaved={refetch} />}
    </SidePanel>
  )
}
