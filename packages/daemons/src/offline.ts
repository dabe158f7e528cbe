/** Answers reads from the files of a root when nothing runs there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer } from '@quorate/cli'
import type { NotRunning } from '@quorate/cli'
import { openOffline, type ConfigStore, type EventHub } from '@quorate/cluster'
import { allEndpoints } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost, rootAt, type Root } from '@quorate/host'
import { capabilitiesOf, GuestRuntime, hostFactsOf, qemuApi } from '@quorate/qemu'
import { Failure } from '@quorate/schema'
import { createDispatcher, localRoot } from '@quorate/server'
import { createStorageService, storageApi } from '@quorate/storage'
import { TaskReader, tasksApi } from '@quorate/tasks'

/** Name of the node that this root was last run as. */
function nodeOf(root: Root): string | undefined {
  const file = join(root.state, 'node')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

const refuse = (notRunning: NotRunning) => () => {
  throw notRunning
}

/** Runs a GET in this process. Fails with `notRunning` for what needs the daemon. */
export async function callOffline(
  at: Root,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  notRunning: NotRunning,
): Promise<Answer> {
  const node = nodeOf(at)
  if (node === undefined) throw notRunning
  const host = realHost(rootAt(at.path, node), () => undefined)
  const reader = openOffline(host.root)
  const refused = refuse(notRunning)
  const store: ConfigStore = {
    revision: () => reader.revision(),
    read: file => reader.read(file),
    list: folder => reader.list(folder),
    changedSince: (folder, revision) => reader.changedSince(folder, revision),
    commit: refused,
    update: refused,
    history: refused,
    watch: refused,
    lock: refused,
  }
  const hub: EventHub = {
    epoch: '',
    sequence: 0,
    publish: () => undefined,
    values: () => new Map(),
    replay: () => undefined,
    subscribe: () => ({ [Symbol.dispose]: () => undefined }),
  }
  const guests = new GuestIndex(reader)
  const storage = createStorageService({ store, host })
  const dispatcher = createDispatcher({
    specs: await allEndpoints(),
    implementations: [
      ...qemuApi({
        host,
        store,
        hub,
        guests,
        storage,
        capabilities: capabilitiesOf(host, '/usr/bin/qemu-system-x86_64'),
        hostFacts: hostFactsOf(host),
        firmware: '/usr/share/OVMF',
        noteTask: refused,
        runtime: new GuestRuntime(host),
      }),
      ...storageApi({ storage, store, host }),
      ...tasksApi({ reader: new TaskReader(host.root), runner: { stopTask: refused }, hub }),
    ],
    node,
    runner: { submit: refused },
    authorizer: { check: () => undefined, may: () => true, authorize: () => undefined },
  })
  const outcome = await dispatcher.dispatch({
    method: 'GET',
    path,
    raw: parameters,
    authenticate: () => localRoot(),
    address: 'cli',
    signal: new AbortController().signal,
  })
  if (outcome.kind !== 'data') throw new Failure(`GET ${path} needs the running product`)
  return { data: outcome.data, beside: outcome.beside ?? {} }
}
