/** Answers reads from the files of a root when nothing runs there. Changes nothing below the root. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, NotRunning } from '@quorate/cli/connection'
import { openAtRest } from '@quorate/cluster/offline'
import type { Implementation } from '@quorate/contract'
import type { Root } from '@quorate/host'
import { rootAt } from '@quorate/host/root'
import { Failure } from '@quorate/schema/failure'
import { localRoot } from '@quorate/server/authentication'
import { createDispatcher } from '@quorate/server/dispatch'
import { readOnlyStore, type AtRest } from './at-rest.ts'

/** What can be read without the daemon, by the beginning of the path; each loads only its own part of the product. */
const readable: readonly (readonly [RegExp, (rest: AtRest) => Promise<Implementation[]>])[] = [
  [/^\/nodes\/[^/]+\/qemu(?:\/|$)/, async rest => (await import('./qemu-at-rest.ts')).qemuAtRest(rest)],
  [/^\/nodes\/[^/]+\/lxc(?:\/|$)/, async rest => (await import('./lxc-at-rest.ts')).lxcAtRest(rest)],
  [/^(?:\/nodes\/[^/]+)?\/storage(?:\/|$)/, async rest => (await import('./storage-at-rest.ts')).storageAtRest(rest)],
  [/^\/nodes\/[^/]+\/tasks(?:\/|$)/, async rest => (await import('./tasks-at-rest.ts')).tasksAtRest(rest)],
]

/** Name of the node that this root was last run as. */
function nodeOf(root: Root): string | undefined {
  const file = join(root.state, 'node')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** Runs a GET in this process. Fails with `notRunning` for what needs the daemon. */
export async function callOffline(
  at: Root,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  notRunning: NotRunning,
): Promise<Answer> {
  const node = nodeOf(at)
  const load = readable.find(([form]) => form.test(path))?.[1]
  if (node === undefined || !load) throw notRunning
  const refuse = () => {
    throw notRunning
  }
  const root = rootAt(at.path, node)
  const implementations = await load({ root, store: readOnlyStore(openAtRest(root), refuse), refuse })
  const dispatcher = createDispatcher({
    specs: implementations.map(one => one.spec),
    implementations,
    node,
    runner: { submit: refuse },
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
