import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { StorageService } from '@quorate/storage'
import type { VmConfig } from '../plan/vm-config.ts'
import type { SeedSnippets } from './seed-settings.ts'

/** More than any cloud-init data has; a guest's disk would not be read whole by mistake. */
const mostBytes = 2 ** 20

interface SnippetServices {
  readonly host: Pick<Host, 'files'>
  readonly storage: Pick<StorageService, 'resolve' | 'activateStorage'>
}

async function read({ host, storage }: SnippetServices, what: string, volid: string): Promise<string> {
  const problem = (text: string, cause?: unknown) => new Failure(`cicustom: ${what}=${volid} ${text}`, cause === undefined ? {} : { cause })
  const volume = await storage.resolve(volid).catch((error: unknown) => {
    throw problem('cannot be read', error)
  })
  if (volume.content !== 'snippets') throw problem(`is no snippet - give a volume such as 'local:snippets/user.yaml'`)
  await storage.activateStorage(volume.storage)
  const stat = await host.files.stat(volume.path)
  if (!stat) throw problem(`does not exist - put the file there (${volume.path}) or change cicustom`)
  if (stat.kind !== 'file' || stat.size > mostBytes) throw problem(`is no text file of at most ${mostBytes >> 20} MiB`)
  return await host.files.read(volume.path)
}

/** The texts that `cicustom` names. Fails with one sentence when one is missing or no snippet. */
export async function readSnippets(services: SnippetServices, { cicustom }: Pick<VmConfig, 'cicustom'>): Promise<SeedSnippets> {
  const found: Record<string, string> = {}
  for (const what of ['user', 'network', 'meta', 'vendor'] as const) {
    const volid = cicustom?.[what]
    if (volid !== undefined) found[what] = await read(services, what, volid)
  }
  return found
}
