import type { SourceRequest } from '../../migration/incoming/incoming-sessions.ts'
import type { RemoteContext, RemoteTrace } from './remote-context.ts'

/** Lets the target take the id and make the volumes. */
export async function letPrepare<Trace extends RemoteTrace>(
  context: RemoteContext<Trace> & { readonly request: SourceRequest },
): Promise<void> {
  const { task, target, request, signal } = context
  context.volumes = await target.ask('begin', request, signal)
  for (const [from, to] of Object.entries(context.volumes.volumes)) task.log(`${from} becomes ${to}`)
}
