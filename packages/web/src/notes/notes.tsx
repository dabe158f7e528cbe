import { useLingui } from '@lingui/react/macro'
import { Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { PlannedCall } from '../forms/planned-call.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { NotesEditor } from './notes-editor.tsx'

const Markdown = lazy(() => import('./markdown.tsx'))

/** Notes as they are on the server. */
export interface NotesState {
  readonly text: string
  readonly digest?: string | undefined
}

export interface NotesProps extends NotesState {
  /** The call that saves them. */
  readonly plan: (notes: NotesState) => PlannedCall
  /** Asked for when somebody else changed them meanwhile. */
  readonly reload: () => Promise<NotesState>
  /** Why they cannot be changed. */
  readonly disabledReason?: string | undefined
}

/** Notes in Markdown, with an editor that shows what becomes of them. */
export function Notes(props: NotesProps) {
  const { t } = useLingui()
  const { text, disabledReason } = props
  const [editing, setEditing] = useState(false)
  if (editing) return <NotesEditor {...props} onClose={() => setEditing(false)} />
  return (
    <Card
      title={t`Notes`}
      actions={
        <Button look="quiet" icon={Pencil} disabledReason={disabledReason} onClick={() => setEditing(true)}>
          {t`Edit`}
        </Button>
      }
    >
      {text.trim() === '' ? (
        <p className="text-muted">{t`Nothing is written down here yet.`}</p>
      ) : (
        <Suspense fallback={<p className="break-words whitespace-pre-wrap text-muted">{text}</p>}>
          <Markdown text={text} />
        </Suspense>
      )}
    </Card>
  )
}
