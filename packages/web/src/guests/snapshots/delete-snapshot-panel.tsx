import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Notice } from '../../ui/notice.tsx'
import { GuestPanel } from '../panels/guest-panel.tsx'

function DeleteSnapshot({ guest, name, onClose }: { guest: Guest; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const { node, vmid, kind } = guest
  const form = useForm({
    initial: { force: false },
    calls: ({ force }) => [
      planned(`DELETE /nodes/{node}/${kind}/{vmid}/snapshot/{snapname}`, { node, vmid, snapname: name, ...(force && { force }) }),
    ],
    onDone: onClose,
  })
  return (
    <Form form={form} action danger submitLabel={t`Delete snapshot`}>
      <Notice look="warn">{t`The way back to ${name} is gone for good. The guest and its other snapshots stay as they are.`}</Notice>
      <Checkbox
        label={t`Forget it even when its volumes cannot be cleaned up`}
        help={t`For a storage that is gone or broken.`}
        checked={form.values.force}
        onChange={force => form.set('force', force)}
      />
    </Form>
  )
}

/** Deletes a snapshot. */
export function DeleteSnapshotPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={(_guest, name) => t`Delete snapshot ${name}`}>
      {(guest, name) => <DeleteSnapshot guest={guest} name={name} onClose={onClose} />}
    </GuestPanel>
  )
}
