import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'

/** What a worker does; each is one line of its history when it begins, and another when it has ended. */
export type Action =
  /** Through the order: of a register, or of a guest's config, whose value is the node that has it. */
  | { readonly kind: 'read'; readonly key: string }
  | { readonly kind: 'write'; readonly key: string; readonly text: string }
  | { readonly kind: 'swap'; readonly key: string; readonly from: string; readonly to: string }
  /** What is read and written under a lock, without a look at what others write. */
  | { readonly kind: 'count'; readonly key: string }
  | { readonly kind: 'reserve' }

export type End =
  /** `revision`: of the change. */
  | { readonly end: 'ok'; readonly value?: string; readonly revision?: number }
  /** A count: what it read, what it wrote, and whether it had the lock until it gave it up; undefined: nobody could tell. */
  | { readonly end: 'ok'; readonly read: number; readonly readRevision: number; readonly revision: number; readonly kept?: boolean }
  | { readonly end: 'ok'; readonly id: number }
  /** The swap was not made: the register held something else. */
  | { readonly end: 'otherwise' }
  /** Nothing was changed, says the store. */
  | { readonly end: 'failed'; readonly why: string }
  | { readonly end: 'unknown'; readonly why: string }

export type Line =
  /** `at`: milliseconds of the clock that all processes of this machine share. */
  | { readonly number: number; readonly at: number; readonly action: Action }
  | ({ readonly number: number; readonly at: number } & End)
  /** Read here, without asking anyone. `text` '': it is not there. */
  | { readonly local: string; readonly key: string; readonly text: string; readonly revision?: number; readonly at: number }

export const clock = (): number => Number(process.hrtime.bigint() / 1000n) / 1000

/** A file that outlives the process which writes it, and its machine's power. */
export class Recorder implements Disposable {
  #file: number
  #number = 0

  constructor(path: string) {
    this.#file = openSync(path, 'a', 0o600)
  }

  line(line: Line): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`)
  }

  async action(action: Action, work: () => Promise<End>): Promise<End> {
    const number = ++this.#number
    this.line({ number, at: clock(), action })
    const end = await work()
    this.line({ number, at: clock(), ...end })
    return end
  }

  [Symbol.dispose](): void {
    closeSync(this.#file)
  }
}

/** The last line may have been cut short. */
export function readRecord(path: string): Line[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).map(line => JSON.parse(line) as Line)
}
