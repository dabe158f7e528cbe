import type { Elsewhere } from '../peers/relay.ts'
import type { ApiTarget } from '../wire/api-path.ts'
import type { RawParameters } from '../wire/raw-parameters.ts'
import type { Arrived, ListenerContext } from './listener-context.ts'

/** Where a request is to run and for whom, when that is another node of the cluster. Throws a Failure: 401, 595. */
export async function whereElse(
  { dispatcher, identity, relay }: ListenerContext,
  { method, headers }: Arrived,
  { path }: ApiTarget,
  raw: RawParameters,
): Promise<Elsewhere | undefined> {
  const node = relay && dispatcher.nodeOf(method, path, raw)
  if (!relay || node === undefined || !relay.knows(node)) return undefined
  const address = identity.addressOf(headers)
  const caller = await dispatcher.identify({ method, path, address, authenticate: () => identity.callerOf(headers, method) })
  return { node, caller, relay }
}
