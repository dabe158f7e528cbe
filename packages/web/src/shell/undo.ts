import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { ApiFailure } from '../api/api-failure.ts'
import { toast } from './toast-store.ts'

/** How long a change can be taken back from its toast. */
const undoMs = 10_000

export interface Undoable {
  readonly run: () => Promise<unknown>
  /** The inverse calls. */
  readonly undo: () => Promise<unknown>
  /** What was done: `Tag prod added to 12 guests`. */
  readonly text: string
}

/** Why something failed, in one line for a toast. */
export const failureText = (error: unknown): string => {
  if (error instanceof ApiFailure && error.away) return i18n._(msg`The server does not answer. Try it again once it is back.`)
  if (!(error instanceof ApiFailure)) return error instanceof Error ? error.message : String(error)
  return [error.message, ...Object.entries(error.errors).map(([name, text]) => `${name}: ${text}`)].join(' · ')
}

/** Makes a reversible change and offers for ten seconds to take it back. False: it failed, which a toast has told. */
export async function runWithUndo({ run, undo, text }: Undoable): Promise<boolean> {
  if (!(await tried(run))) return false
  const takeBack = async () => {
    if (await tried(undo)) toast({ look: 'info', text: i18n._(msg`Taken back: ${text}`) })
  }
  toast({ look: 'good', text, action: { label: i18n._(msg`Undo`), run: () => void takeBack() } }, undoMs)
  return true
}

async function tried(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run()
    return true
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
    return false
  }
}
