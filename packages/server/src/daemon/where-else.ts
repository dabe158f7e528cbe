import type { EndpointSpec } from '@quorate/contract'
import type { Elsewhere, Relay } from '../peers/relay.ts'
import type { ApiTarget } from '../wire/api-path.ts'
import type { RawParameters } from '../wire/raw-parameters.ts'
import type { Arrived, ListenerContext } from './listener-context.ts'

/**
 * Where a request is to run and for whom, when that is another node of the cluster; undefined at once for this one. Throws
 * a Failure: 401, 403.
 */
export function whereElse(
  context: ListenerContext,
  request: Arrived,
  { path }: ApiTarget,
  spec: EndpointSpec,
  raw: RawParameters,
): Promise<Elsewhere> | undefined {
  const { dispatcher, relay } = context
  const node = relay && dispatcher.nodeOf(spec, path, raw)
  return relay && node !== undefined && relay.knows(node) ? identified(context, relay, node, path, request) : undefined
}

async function identified(
  { dispatcher, identity }: ListenerContext,
  relay: Relay,
  node: string,
  path: string,
  { method, headers }: Arrived,
): Promise<Elsewhere> {
  const address = identity.addressOf(headers)
  const caller = await dispatcher.identify({ method, path, address, authenticate: () => identity.callerOf(headers, method) })
  return { node, caller, relay }
}
