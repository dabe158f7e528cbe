import { useState } from 'react'
import type { PlannedCall } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { runWithUndo } from '../../shell/undo.ts'

export interface Saved {
  /** Key of the form: it begins anew with what was saved, and not while somebody types. */
  readonly key: number
  /** To be called when the form was taken; `inverse` takes it back. */
  readonly onSaved: (text: string, inverse: readonly PlannedCall[]) => void
}

/** A form on a page that stays open when it was saved: it begins anew, and its toast offers to take the change back. */
export function useSaved(refetch: () => Promise<unknown>): Saved {
  const [key, setKey] = useState(0)
  async function begin(): Promise<void> {
    await refetch()
    setKey(before => before + 1)
  }
  return {
    key,
    onSaved(text, inverse) {
      void runWithUndo({
        text,
        run: begin,
        async undo() {
          for (const call of inverse) await send(call)
          await begin()
        },
      })
    },
  }
}
