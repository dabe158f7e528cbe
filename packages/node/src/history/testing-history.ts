import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createAccess } from '@quorate/access'
import { connectStore } from '@quorate/cluster/connect'
import { startStore } from '@quorate/cluster/store'
import type { Call } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { rootAt, type Host } from '@quorate/host'
import { decodeParameters, encodeWire, parameterFailure } from '@quorate/schema'
import { historyApi } from '../history.api.ts'

export interface Row {
  readonly revision: number
  readonly time: number
  readonly node: string
  readonly user: string
  readonly task?: string
  readonly op: string
  readonly path: string
  readonly source?: string
  readonly diff?: string
  readonly settings?: string[]
}

/** What tests read from answers, which have the shape of their method. */
type Answer = Row[] & {
  readonly revision: number
  readonly digest: string
  readonly text?: string
  readonly diff?: string
  readonly changes: Row[]
  readonly since: Row[]
  readonly notes: string[]
}

/** The methods of the history over a real store, with users of `user.cfg`. */
export async function historyFixture(t: TestContext, userConfig = '') {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-history-'))
  const root = rootAt(folder, 'pve')
  const running = await startStore({ root, mount: false })
  const store = await connectStore(root)
  t.after(async () => {
    await store.close()
    await running.close()
    await rm(folder, { recursive: true })
  })
  const refuse = () => {
    throw new Error('the fixture runs no program')
  }
  const host = { root, now: () => Date.now(), exec: refuse } as unknown as Host
  const { authorizer } = await createAccess({ store, host })
  // After the keys, which are made at the first start.
  await store.commit([{ op: 'write', path: 'user.cfg', text: userConfig }], { authid: 'root@pam' })
  const implementations = historyApi({ store, hub: store.hub, guests: new GuestIndex(store) })
  /** Decodes, authorises and runs a method as the server does. */
  async function as(authid: string, method: string, path: string, parameters: Record<string, unknown> = {}): Promise<Answer> {
    const [userid = '', token] = authid.split('!')
    const caller = { authid, userid, ...(token === undefined ? {} : { token }), root: authid === 'root@pam', address: '::1' }
    for (const { spec, handler } of implementations) {
      const match = new RegExp(`^${spec.path.replace('{revision}', '(\\d+)')}$`).exec(`/cluster/history${path}`)
      if (spec.method !== method || !match) continue
      const decoded = decodeParameters(spec.parameters, { ...parameters, ...(match[1] === undefined ? {} : { revision: match[1] }) })
      if ('errors' in decoded) throw parameterFailure(decoded.errors)
      authorizer.check(spec.permission, caller, decoded.ok)
      const call: Call = {
        caller,
        node: 'pve',
        signal: new AbortController().signal,
        authorize: (object, ...privileges) => authorizer.authorize(caller, object, privileges),
        may: (object, ...anyOf) => authorizer.may(caller, object, anyOf),
      }
      return encodeWire((await handler(call, decoded.ok as never)) ?? null) as Answer
    }
    throw new Error(`no such method: ${method} ${path}`)
  }
  const write = (path: string, text: string, authid = 'root@pam', upid?: string) =>
    store.commit([{ op: 'write', path, text }], { authid, ...(upid === undefined ? {} : { upid }) })
  const remove = (path: string) => store.commit([{ op: 'remove', path }], { authid: 'root@pam' })
  const text = (path: string) => store.read(path)?.text
  return { store, as, root: as.bind(undefined, 'root@pam'), write, remove, text }
}
