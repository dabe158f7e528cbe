import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { formatTime } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { GuestPanel } from '../panels/guest-panel.tsx'
import { lostSince } from './snapshot-lines.ts'
import { useSnapshots } from './use-snapshots.ts'

function Rollback({ guest, name, onClose }: { guest: Guest; name: string; onClose: () => void }) {
  const { t } = useLingui()
  const { lines } = useSnapshots(guest)
  const { node, vmid, kind, status } = guest
  const line = lines.find(one => one.name === name && !one.now)
  const { since } = lostSince(lines, name)
  const form = useForm({
    initial: { start: false },
    calls: ({ start }) => [
      planned(`POST /nodes/{node}/${kind}/{vmid}/snapshot/{snapname}/rollback`, { node, vmid, snapname: name, ...(start && { start }) }),
    ],
    onDone: onClose,
  })
  const moment = since === undefined ? undefined : formatTime(since)
  if (lines.length > 0 && !line) {
    return (
      <div className="p-4">
        <Notice look="warn">{t`There is no snapshot ${name}.`}</Notice>
      </div>
    )
  }
  return (
    <Form form={form} action danger submitLabel={t`Roll back`}>
      <Notice look="warn" title={t`What will be lost`}>
        <ul className="list-disc pl-4">
          <li>{moment === undefined ? t`What its disks have taken since` : t`What its disks have taken since ${moment}`}</li>
          <li>{t`Settings that were changed since`}</li>
          {status !== 'stopped' && <li>{t`What is in its memory: the guest is stopped for it`}</li>}
        </ul>
        <p className="mt-1 text-muted">{t`Other snapshots stay. Take one now if you may want to come back.`}</p>
      </Notice>
      {line?.withMemory ? (
        <p>{t`The snapshot holds the memory: the VM goes on where it was.`}</p>
      ) : (
        <Checkbox label={t`Start it afterwards`} checked={form.values.start} onChange={start => form.set('start', start)} />
      )}
    </Form>
  )
}

/** Takes a guest back to a snapshot. */
export function RollbackPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }, snapshot) => t`Roll ${name || vmid} back to ${snapshot}`}>
      {(guest, name) => <Rollback guest={guest} name={name} onClose={onClose} />}
    </GuestPanel>
  )
}
