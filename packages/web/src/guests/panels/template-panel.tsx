import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { Notice } from '../../ui/notice.tsx'
import { useSnapshots } from '../snapshots/use-snapshots.ts'
import { GuestPanel } from './guest-panel.tsx'

function MakeTemplate({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const { node, vmid, kind, status } = guest
  const { lines } = useSnapshots(guest)
  const form = useForm({
    initial: {},
    calls: () => [planned(`POST /nodes/{node}/${kind}/{vmid}/template`, { node, vmid })],
    onDone: onClose,
  })
  return (
    <Form form={form} action danger submitLabel={t`Convert to template`}>
      <Notice look="warn" title={t`There is no way back`}>
        <ul className="list-disc pl-4">
          <li>{t`Its disks become base images that never change again.`}</li>
          <li>{t`It cannot be started any more, only cloned: in full, or linked, which takes next to no room.`}</li>
        </ul>
      </Notice>
      {status !== 'stopped' && <Notice look="bad">{t`The guest must be stopped first.`}</Notice>}
      {lines.some(line => !line.now) && <Notice look="bad">{t`It has snapshots: a template has none. Delete them first.`}</Notice>}
    </Form>
  )
}

/** Makes a guest what others are cloned from. */
export function TemplatePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Make ${name || vmid} a template`}>
      {guest => <MakeTemplate guest={guest} onClose={onClose} />}
    </GuestPanel>
  )
}
