import { useLingui } from '@lingui/react/macro'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { ApiCallButton } from '../../forms/api-call-button.tsx'
import { useCall } from '../../api/use-call.ts'
import { ApiCalls } from '../../forms/api-calls.tsx'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { Loading } from '../../shell/loading.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useSnapshots } from '../snapshots/use-snapshots.ts'
import { BlastRadius } from './blast-radius.tsx'
import { GuestPanel } from './guest-panel.tsx'
import { removeSteps } from './remove-plan.ts'
import { removeGuest } from './remove-guest.ts'

function RemoveGuest({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const { node, vmid, kind, status, name } = guest
  const [purge, setPurge] = useState(true)
  const [unreferenced, setUnreferenced] = useState(false)
  const [typed, setTyped] = useState('')
  const [shown, setShown] = useState(false)
  const { data: config } = useCall(`GET /nodes/{node}/${kind}/{vmid}/config`, { node, vmid }, { watch: [`/vms/${vmid}`] })
  const { lines } = useSnapshots(guest)
  if (!config) return <Loading />
  const isProtected = (config as { protection?: unknown }).protection === 1
  const steps = removeSteps(guest, { purge, unreferenced }, isProtected)
  const careful = isProtected || status !== 'stopped'
  const sure = !careful || typed === String(vmid)
  return (
    <form
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={event => {
        event.preventDefault()
        if (!sure) return
        removeGuest(name || String(vmid), steps)
        onClose()
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <BlastRadius guest={guest} config={config} snapshots={lines.filter(line => !line.now).length} isProtected={isProtected} />
        <Checkbox label={t`Also remove it from jobs, replication and HA`} checked={purge} onChange={setPurge} />
        <Checkbox
          label={t`Also destroy disks that bear its number but stand in no configuration`}
          help={t`On all storages that are switched on.`}
          checked={unreferenced}
          onChange={setUnreferenced}
        />
        {careful && (
          <Field label={t`Type ${vmid} to confirm`} required>
            {control => (
              <TextInput {...control} inputMode="numeric" value={typed} onChange={event => setTyped(event.target.value.trim())} />
            )}
          </Field>
        )}
        {shown && <ApiCalls calls={steps.map(({ call }) => call)} />}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
        <Button type="submit" look="danger" icon={Trash2} disabled={!sure}>{t`Remove`}</Button>
        <Button onClick={onClose}>{t`Cancel`}</Button>
        <ApiCallButton shown={shown} onChange={setShown} />
      </div>
    </form>
  )
}

/** Removes a guest for good, after telling what goes with it. */
export function RemoveGuestPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Remove ${vmid} ${name}`}>
      {guest => <RemoveGuest guest={guest} onClose={onClose} />}
    </GuestPanel>
  )
}
