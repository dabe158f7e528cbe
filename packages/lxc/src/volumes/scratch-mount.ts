import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { TaskHandle } from '@quorate/contract'
import { runFolder } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

export interface ScratchMount extends AsyncDisposable {
  readonly path: string
}

const form = /^copy-\d+-[0-9a-f]{16}$/

/** Unmounts and removes such a folder. Nothing there is no error. */
export async function removeScratch({ host }: Pick<LxcServices, 'host'>, name: string): Promise<void> {
  if (!form.test(name)) return
  const path = join(runFolder(host.root), name)
  await host.mounts.unmountBelow(path)
  // Only when nothing is mounted any more: what is in a volume is not to be removed with it.
  if (host.mounts.below(path).length === 0) await host.files.remove(path)
}

/** A volume alone, mounted for work on it at a place of its own, with the owners as they are on it, until it is disposed. */
export async function scratchMount(
  services: Services,
  task: Pick<TaskHandle, 'undo'>,
  vmid: number,
  volid: string,
  { snapshot, readOnly = false }: { readonly snapshot?: string; readonly readOnly?: boolean } = {},
): Promise<ScratchMount> {
  const { host, storage } = services
  await storage.activate([volid])
  const { path: source, kind } = await storage.resolve(volid, snapshot ? { snapshot } : {})
  const name = `copy-${vmid}-${randomBytes(8).toString('hex')}`
  const path = join(runFolder(host.root), name)
  const undo = await task.undo('lxc.remove-scratch', { name })
  await host.files.makeDirectory(path, 0o700)
  const device = kind === 'block' ? 'device' : 'image'
  const from = kind === 'folder' ? { kind, path: source, throughLinks: true } : ({ kind: device, path: source } as const)
  try {
    await host.mounts.mount(from, { root: path, path: '/' }, { readOnly })
  } catch (error) {
    await removeScratch(services, name)
    throw error
  }
  return {
    path,
    async [Symbol.asyncDispose]() {
      await removeScratch(services, name)
      await undo.settle()
    },
  }
}
