import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { syncFolder } from '@quorate/host'

/** One line of a journal. `undo` comes before the effect; `settled` takes it back; `done` settles everything. */
export type JournalRecord =
  | { readonly undo: number; readonly action: string; readonly args: Record<string, unknown> }
  | { readonly settled: number }
  | { readonly done: string }

export interface PendingUndo {
  readonly undo: number
  readonly action: string
  readonly args: Record<string, unknown>
}

/** undefined: the line was cut short by a power failure; its effect had not begun. */
function parseRecord(line: string): JournalRecord | undefined {
  try {
    return JSON.parse(line) as JournalRecord
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What a runner that died left to do, newest first. */
export function parseJournal(text: string): { pending: PendingUndo[]; done?: string } {
  const pending = new Map<number, PendingUndo>()
  let done: string | undefined
  for (const line of text.split('\n').slice(0, -1)) {
    const record = parseRecord(line)
    if (!record) continue
    if ('done' in record) done = record.done
    else if ('settled' in record) pending.delete(record.settled)
    else pending.set(record.undo, record)
  }
  return { pending: [...pending.values()].toSorted((a, b) => b.undo - a.undo), ...(done !== undefined && { done }) }
}

/** The undo journal of one running task: every record is on the disk before the call returns. */
export class Journal {
  readonly #path: string
  #file: Promise<FileHandle> | undefined
  #writing: Promise<unknown> = Promise.resolve()
  #next = 1
  readonly #pending = new Map<number, PendingUndo>()

  constructor(path: string) {
    this.#path = path
  }

  /** What is to be undone, newest first. */
  get pending(): PendingUndo[] {
    return [...this.#pending.values()].reverse()
  }

  async add(action: string, args: Record<string, unknown>): Promise<number> {
    const undo = this.#next
    this.#next += 1
    const entry = { undo, action, args: structuredClone(args) }
    await this.#append(entry)
    this.#pending.set(undo, entry)
    return undo
  }

  async settle(undo: number): Promise<void> {
    if (!this.#pending.has(undo)) return
    await this.#append({ settled: undo })
    this.#pending.delete(undo)
  }

  /** From now on nothing is undone, whatever happens. Returns at once when there is nothing to undo. */
  async done(status: string): Promise<void> {
    if (this.#file) await this.#append({ done: status })
    this.#pending.clear()
  }

  async remove(): Promise<void> {
    const file = await this.#file
    if (!file) return
    await file.close()
    rmSync(this.#path, { force: true })
  }

  async #append(record: JournalRecord): Promise<void> {
    const write = this.#writing.then(async () => {
      this.#file ??= this.#open()
      const file = await this.#file
      await file.appendFile(`${JSON.stringify(record)}\n`)
      await file.datasync()
    })
    // The next record waits for this one; whoever asked for this one hears of its failure.
    this.#writing = write.catch(() => undefined)
    await write
  }

  async #open(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 })
    const file = await open(this.#path, 'a', 0o600)
    await syncFolder(dirname(this.#path))
    return file
  }
}

/** UPIDs with a journal left behind, in the order of their names. */
export function journalsLeft(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter(name => name.endsWith('.jsonl'))
    .map(name => basename(name, '.jsonl'))
    .toSorted()
}

export function readJournal(path: string): { pending: PendingUndo[]; done?: string } {
  return existsSync(path) ? parseJournal(readFileSync(path, 'utf8')) : { pending: [] }
}
