import type { Call, Implementation, Privilege } from '@quorate/contract'
import type { Host } from '@quorate/host'
import { decodeParameters, permissionFailure } from '@quorate/schema'
import { MemoryStore } from '@quorate/testing'
import { hardwareApi } from '../hardware.api.ts'
import { mappingApi } from '../mapping.api.ts'

/** Privileges by object path; left out: root, who may everything. */
type Privileges = Readonly<Record<string, readonly Privilege[]>>

function callWith(privileges: Privileges | undefined): Call {
  const may = (path: string, ...anyOf: Privilege[]) => privileges === undefined || anyOf.some(one => privileges[path]?.includes(one))
  return {
    caller: { authid: 'root@pam', userid: 'root@pam', root: privileges === undefined, address: 'cli' },
    node: 'pve',
    signal: new AbortController().signal,
    authorize(path, ...needed) {
      for (const one of needed) if (!may(path, one)) throw permissionFailure(path, [one])
    },
    may,
  }
}

/** Calls handlers as the server does: parameters come as texts. */
export function callApi(host: Host, store = new MemoryStore()) {
  const implementations = [...hardwareApi({ host, store }), ...mappingApi({ host, store })]
  const call = async (
    method: string,
    path: string,
    parameters: Record<string, unknown> = {},
    privileges?: Privileges,
  ): Promise<unknown> => {
    const found = implementations.find(({ spec }) => spec.method === method && spec.path === path) as Implementation
    const decoded = decodeParameters(found.spec.parameters, parameters)
    if (!('ok' in decoded)) throw new Error(JSON.stringify(decoded.errors))
    return await (found.handler as (call: Call, parameters: unknown) => unknown)(callWith(privileges), decoded.ok)
  }
  return { call, store }
}
