import { Failure } from '@quorate/schema'
import type { ContainerPlan } from '../plan/container-plan.ts'
import type { LxcServices } from '../services.ts'

/** Why volumes could not be made usable, with the key of the one that is gone: asked only after it failed. */
export async function missingVolume(
  { storage, host }: Pick<LxcServices, 'storage' | 'host'>,
  plan: Pick<ContainerPlan, 'mounts'>,
  error: unknown,
): Promise<unknown> {
  for (const { key, source, volume } of plan.mounts) {
    // A storage that cannot be asked says so by itself in the error that is there already.
    if (!volume || (await storage.exists(source).catch(() => true))) continue
    return new Failure(`${key}: volume '${source}' does not exist on node ${host.root.node}`, { cause: error })
  }
  return error
}
