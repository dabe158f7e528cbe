import { useLingui } from '@lingui/react/macro'
import { call } from '../../api/client.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import { planned } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'
import { Notes, type NotesState } from '../../notes/notes.tsx'

function notesOf(config: object): NotesState {
  const { description = '', digest } = config as { description?: string; digest?: string }
  return { text: description, digest }
}

/** The guest's notes. */
export function GuestNotes({ guest, config }: { guest: Guest; config: object }) {
  const { t } = useLingui()
  const { node, vmid, kind } = guest
  const may = usePrivileges(`/vms/${vmid}`)('VM.Config.Options')
  return (
    <Notes
      {...notesOf(config)}
      plan={({ text, digest }) =>
        planned(`PUT /nodes/{node}/${kind}/{vmid}/config`, { node, vmid, description: text, ...(digest !== undefined && { digest }) })
      }
      reload={async () => notesOf(await call(`GET /nodes/{node}/${kind}/{vmid}/config`, { node, vmid }))}
      disabledReason={may ? undefined : t`It needs VM.Config.Options on /vms/${vmid}.`}
    />
  )
}
