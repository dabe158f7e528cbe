import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { MemoryStore } from '@quorate/testing'
import { createStorageService, storageUndoActions } from '../service/create-storage-service.ts'
import type { StorageService } from '../storage-service.ts'
import type { Work } from '../work.ts'
import { qemuIo } from './qemu-io.ts'

/** Work as a task does it, with its journal in memory. */
export interface TestWork extends Work {
  readonly lines: string[]
  readonly warnings: string[]
  readonly pending: { readonly action: string; readonly args: Record<string, unknown> }[]
  readonly progressed: { readonly done: number; readonly total: number }[]
  abort(): void
  /** Undoes everything, as after a failure. Twice, as after a crash in the middle. */
  runUndo(): Promise<void>
}

export interface StorageBench extends AsyncDisposable {
  readonly folder: string
  readonly host: Host
  readonly store: MemoryStore
  readonly service: StorageService
  work(options?: { failOnUndo?: number }): TestWork
}

/** A service over a temporary root with the real qemu-img. `local` is there unless `config` says otherwise. */
export async function storageBench(
  options: { config?: (folder: string) => string; host?: (host: Host) => Host } = {},
): Promise<StorageBench> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-storage-'))
  const real = realHost(rootAt(folder, 'pve'), () => {})
  const host = options.host?.(real) ?? real
  const store = new MemoryStore(options.config ? { 'storage.cfg': options.config(folder) } : {})
  const service = createStorageService({ store, host })
  const actions = storageUndoActions(service)

  function work({ failOnUndo }: { failOnUndo?: number } = {}): TestWork {
    const controller = new AbortController()
    const pending: TestWork['pending'] = []
    let registered = 0
    const made: TestWork = {
      lines: [],
      warnings: [],
      pending,
      progressed: [],
      signal: controller.signal,
      abort: () => controller.abort(new Failure('stopped')),
      log: line => void made.lines.push(line),
      warn: line => void made.warnings.push(line),
      progress: (done, total) => void made.progressed.push({ done, total }),
      async undo(action, args) {
        registered += 1
        if (registered === failOnUndo) throw new Failure('the journal cannot be written')
        const entry = { action, args: JSON.parse(JSON.stringify(args)) as Record<string, unknown> }
        pending.push(entry)
        return { settle: async () => void pending.splice(pending.indexOf(entry), 1) }
      },
      async runUndo() {
        for (const { action, args } of [...pending.toReversed(), ...pending.toReversed()]) await actions[action]?.(args, { log: () => {} })
      },
    }
    return made
  }
  return { folder, host, store, service, work, ...qemuIo(host), [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
