import { useLingui } from '@lingui/react/macro'
import { Play, Power } from 'lucide-react'
import { useState } from 'react'
import { send } from '../forms/send.ts'
import { planned } from '../forms/planned-call.ts'
import { live } from '../live/live.ts'
import { taskFailed } from '../live/tasks.ts'
import { useStore } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { usePrivileges } from '../api/use-privileges.ts'

/** Stands over the console of a guest that is off, with what changes that; the console opens by itself then. */
export function PowerOff({ vmid = 0 }: { vmid: number | undefined }) {
  const { t } = useLingui()
  const guest = useStore(live.inventory).guests.get(vmid)
  const may = usePrivileges(`/vms/${vmid}`)('VM.PowerMgmt')
  const [task, setTask] = useState<string>()
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const last = useStore(live.tasks).find(one => one.upid === task)
  const failed = last !== undefined && last.endtime !== undefined && taskFailed(last)
  if (!guest) return null
  const { node, kind } = guest
  async function start(): Promise<void> {
    setAsking(true)
    setFailure(undefined)
    try {
      setTask(
        await send(
          kind === 'qemu'
            ? planned('POST /nodes/{node}/qemu/{vmid}/status/start', { node, vmid })
            : planned('POST /nodes/{node}/lxc/{vmid}/status/start', { node, vmid }),
        ),
      )
    } catch (error) {
      setFailure(error)
    } finally {
      setAsking(false)
    }
  }
  const starting = asking || (task !== undefined && !failed)
  return (
    <div className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-page/85 p-4">
      <Power size={28} aria-hidden className="text-muted" />
      <p role="status">{guest.status === 'suspended' ? t`It sleeps: its memory is on disk.` : t`It is off.`}</p>
      <Button
        look="primary"
        icon={Play}
        disabledReason={may ? undefined : t`It needs VM.PowerMgmt on /vms/${vmid}.`}
        {...(starting && { disabled: true })}
        onClick={() => void start()}
      >
        {starting ? t`Starting…` : guest.status === 'suspended' ? t`Resume` : t`Start`}
      </Button>
      {failed && (
        <p role="alert" className="max-w-lg text-bad break-words">
          {last.status}
        </p>
      )}
      {failure !== undefined && <FailureNotice error={failure} />}
    </div>
  )
}
