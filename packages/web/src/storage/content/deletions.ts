import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { dismiss, toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { Store } from '../../store.ts'
import type { VolumesNamed } from './volume.ts'

/** Time to think better of it. milliseconds */
const graceMs = 10_000

/** Volumes that are about to be deleted: lists leave them out already. */
export const deletions = new Store<ReadonlySet<string>>(new Set())

const hide = (volids: readonly string[]) => deletions.set(new Set([...deletions.get(), ...volids]))
const show = (volids: readonly string[]) => deletions.set(new Set([...deletions.get()].filter(volid => !volids.includes(volid))))

export interface DeletionTexts {
  readonly waiting: string
  readonly undo: string
}

/** Deletes volumes in ten seconds, unless it is taken back until then. Whoever closes the page before has deleted nothing. */
export function deleteLater({ node, storage, volids }: VolumesNamed, texts: DeletionTexts, onDeleted: () => Promise<unknown>): void {
  hide(volids)
  const timer = setTimeout(() => void run(), graceMs)
  const id = toast(
    {
      look: 'info',
      text: texts.waiting,
      action: {
        label: texts.undo,
        run() {
          clearTimeout(timer)
          show(volids)
        },
      },
    },
    graceMs,
  )
  async function run(): Promise<void> {
    dismiss(id)
    for (const volume of volids) {
      try {
        await send(planned('DELETE /nodes/{node}/storage/{storage}/content/{volume}', { node, storage, volume, delay: 5 }))
      } catch (error) {
        toast({ look: 'bad', text: failureText(error) })
      }
    }
    // What the server kept comes back into the lists.
    await onDeleted().catch(() => undefined)
    show(volids)
  }
}
