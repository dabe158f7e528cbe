import { isVolume } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { VmPlan } from '../plan/vm-plan.ts'
import type { QemuServices } from '../services.ts'

/** Why volumes could not be made usable, with the key of the one that is gone: asked only after it failed. */
export async function missingVolume(services: Pick<QemuServices, 'storage' | 'host'>, plan: VmPlan, error: unknown): Promise<unknown> {
  const named = [...plan.disks, ...(plan.tpm ? [{ key: 'tpmstate0', file: plan.tpm.file }] : [])]
  for (const { key, file } of named) {
    if (!isVolume(file)) continue
    // A storage that cannot be asked says so by itself in the error that is there already.
    const there = await services.storage.exists(file).catch(() => true)
    if (!there) return new Failure(`${key}: volume '${file}' does not exist on node ${services.host.root.node}`, { cause: error })
  }
  return error
}
