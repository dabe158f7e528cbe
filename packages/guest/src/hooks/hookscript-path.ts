import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { StorageService } from '@quorate/storage'

export interface HookServices {
  readonly host: Pick<Host, 'exec' | 'files' | 'root'>
  readonly storage: Pick<StorageService, 'resolve' | 'activate'>
}

const executableBits = 0o111

/** Absolute path of a hook script. Fails with what is wrong with it: no snippet, missing, not executable. */
export async function hookscriptPath({ host, storage }: HookServices, volid: string): Promise<string> {
  const { content, path, storage: id } = await storage.resolve(volid)
  if (content !== 'snippets') {
    throw new Failure(
      `hookscript '${volid}' is no snippet - put the script among the snippets of a storage, such as ${id}:snippets/hook.sh`,
    )
  }
  await storage.activate([volid])
  const stat = await host.files.stat(path)
  if (stat?.kind !== 'file') throw new Failure(`hookscript '${volid}' does not exist on node ${host.root.node}`)
  if ((stat.mode & executableBits) === 0) throw new Failure(`hookscript '${volid}' is not executable - run: chmod +x ${path}`)
  return path
}
