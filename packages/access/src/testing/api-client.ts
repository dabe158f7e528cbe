import type { Call, Caller } from '@quorate/contract'
import { decodeParameters, encodeWire, parameterFailure } from '@quorate/schema'
import { accessApi } from '../access.api.ts'
import type { Access } from '../access.ts'
import type { PoolMember } from '../pools/pools.ts'

/** The guests and storages of the fixture. */
const present: PoolMember[] = [
  { id: 'qemu/100', node: 'pve', type: 'qemu', vmid: 100 },
  { id: 'lxc/101', node: 'pve', type: 'lxc', vmid: 101 },
  { id: 'storage/pve/local', node: 'pve', type: 'storage', storage: 'local' },
]

interface Row {
  readonly userid: string
  readonly groupid: string
  readonly roleid: string
  readonly privs: string
  readonly special: number
  readonly groups: string
  readonly keys: string
  readonly realm: string
  readonly tfa?: string
  readonly default?: number
}

/** What tests read from answers, which have the shape of their method. */
type Answer = Row[] & {
  readonly ticket: string
  readonly value: string
  readonly recovery: string[]
  readonly digest: string
  readonly default?: number
}

export interface ApiClient {
  /** Finds, decodes, authorises and runs a method as the server does, and answers what goes over the wire. */
  (caller: Caller, method: string, path: string, parameters?: Record<string, unknown>): Promise<Answer>
}

export function apiClient(access: Access): ApiClient {
  const implementations = accessApi(access, {
    clusterName: () => undefined,
    members: (vmids, storages) =>
      present.filter(row => (row.vmid !== undefined ? vmids.includes(row.vmid) : storages.includes(row.storage ?? ''))),
  })
  return async (caller, method, path, parameters = {}) => {
    for (const { spec, handler } of implementations) {
      const names = [...spec.path.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
      const match = new RegExp(`^${spec.path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(path)
      if (spec.method !== method || !match) continue
      const inPath = Object.fromEntries(names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]))
      const decoded = decodeParameters(spec.parameters, { ...parameters, ...inPath })
      if ('errors' in decoded) throw parameterFailure(decoded.errors)
      access.authorizer.check(spec.permission, caller, decoded.ok)
      const call: Call = {
        caller,
        node: 'pve',
        signal: new AbortController().signal,
        authorize: (object, ...privileges) => access.authorizer.authorize(caller, object, privileges),
        may: (object, ...anyOf) => access.authorizer.may(caller, object, anyOf),
      }
      return encodeWire((await handler(call, decoded.ok as never)) ?? null) as Answer
    }
    throw new Error(`no such method: ${method} ${path}`)
  }
}
