import type { Call, Implementation, Privilege, TaskWork, UploadedFile } from '@quorate/contract'
import { decodeParameters, permissionFailure } from '@quorate/schema'
import { storageApi } from '../storage.api.ts'
import type { StorageBench } from './storage-bench.ts'

export interface ApiOptions {
  /** Privileges by object path; left out: root, who may everything. */
  readonly privileges?: Readonly<Record<string, readonly Privilege[]>>
  readonly upload?: UploadedFile
}

function callWith({ privileges, upload }: ApiOptions): Call {
  const may = (path: string, ...anyOf: Privilege[]) => privileges === undefined || anyOf.some(one => privileges[path]?.includes(one))
  return {
    caller: { authid: 'root@pam', userid: 'root@pam', root: privileges === undefined, address: 'cli' },
    node: 'pve',
    signal: new AbortController().signal,
    ...(upload && { upload }),
    authorize(path, ...needed) {
      for (const one of needed) if (!may(path, one)) throw permissionFailure(path, [one])
    },
    may,
  }
}

/** Calls handlers as the server does: parameters come as texts, task work is run at once. */
export function callApi(bench: StorageBench) {
  const services = { storage: bench.service, store: bench.store, host: bench.host, notice: () => {} }
  const implementations = storageApi(services)
  return async (method: string, path: string, parameters: Record<string, unknown> = {}, options: ApiOptions = {}): Promise<unknown> => {
    const found = implementations.find(({ spec }) => spec.method === method && spec.path === path) as Implementation
    const decoded = decodeParameters(found.spec.parameters, parameters)
    if (!('ok' in decoded)) throw new Error(JSON.stringify(decoded.errors))
    const answer = await (found.handler as (call: Call, parameters: unknown) => unknown)(callWith(options), decoded.ok)
    if (!found.spec.task) return answer
    const work = bench.work()
    try {
      await (answer as TaskWork)({ ...work, upid: 'UPID:', authid: 'root@pam' })
    } catch (error) {
      await work.runUndo()
      throw error
    }
    return work.lines
  }
}
