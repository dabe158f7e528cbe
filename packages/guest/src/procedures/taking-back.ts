import { Failure, failureText } from '@quorate/schema'

/** Notes how to take back what was just done. */
export type Back = (undo: () => Promise<unknown>) => void

/** Commands in a row of which none stays in force when a later one fails. */
export async function takingBack<T>(work: (back: Back) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = []
  try {
    return await work(undo => undos.push(undo))
  } catch (error) {
    const left: string[] = []
    for (const undo of undos.toReversed()) {
      try {
        await undo()
      } catch (problem) {
        left.push(failureText(problem))
      }
    }
    if (left.length === 0) throw error
    throw new Failure(`${failureText(error)} - and not all of what was done before could be taken back (${left.join('; ')})`, {
      cause: error,
    })
  }
}
