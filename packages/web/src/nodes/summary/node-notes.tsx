import { useLingui } from '@lingui/react/macro'
import { call } from '../../api/client.ts'
import { useCall } from '../../api/use-call.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import { planned } from '../../forms/planned-call.ts'
import { Notes, type NotesState } from '../../notes/notes.tsx'

function notesOf(config: object | undefined): NotesState {
  const { description = '', digest } = (config ?? {}) as { description?: string; digest?: string }
  return { text: description, digest }
}

/** The node's notes. */
export function NodeNotes({ node }: { node: string }) {
  const { t } = useLingui()
  const { data } = useCall('GET /nodes/{node}/config', { node }, { watch: [`/nodes/${node}/config`] })
  const may = usePrivileges('/')('Sys.Modify')
  if (!data) return null
  return (
    <Notes
      {...notesOf(data)}
      plan={({ text, digest }) =>
        planned('PUT /nodes/{node}/config', {
          node,
          ...(text === '' ? { delete: 'description' } : { description: text }),
          ...(digest !== undefined && { digest }),
        })
      }
      reload={async () => notesOf(await call('GET /nodes/{node}/config', { node }))}
      disabledReason={may ? undefined : t`It needs Sys.Modify on /.`}
    />
  )
}
