import type { Call, Privilege } from '@quorate/contract'
import { isVolume } from '@quorate/guest'
import { Failure, parameterFailure, permissionFailure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import type { LxcServices } from '../services.ts'

/** What a container is made from. */
export interface TemplateSource {
  /** How messages call it: `template 'local:vztmpl/debian.tar.zst'` */
  readonly what: string
  /** Absolute path of the archive. */
  readonly path: string
  /** It is a backup of a container. */
  readonly backup: boolean
}

const readers: readonly Privilege[] = ['Datastore.Audit', 'Datastore.AllocateSpace', 'Datastore.AllocateTemplate']

function checkBackupAccess(call: Call, storage: string, owner: number | undefined): void {
  if (call.may(storage, 'Datastore.Allocate')) return
  call.authorize(storage, 'Datastore.AllocateSpace')
  // A backup holds all that was in the guest: whoever may back that up may read it.
  if (owner === undefined) throw permissionFailure(storage, ['Datastore.Allocate'])
  call.authorize(`/vms/${owner}`, 'VM.Backup')
}

/** What `ostemplate` names, if it is there and the caller may read it. `restore`: it shall be a backup. */
export async function templateSource(
  { host, storage }: Pick<LxcServices, 'host' | 'storage'>,
  call: Call,
  text: string,
  restore: boolean | undefined,
): Promise<TemplateSource> {
  if (text === '-') throw parameterFailure({ ostemplate: 'standard input can be read by the command line only' })
  if (!isVolume(text)) {
    if (!text.startsWith('/')) throw parameterFailure({ ostemplate: `'${text}' is neither a volume nor an absolute path` })
    if (!call.caller.root) throw new Failure(`Permission check failed (only root@pam may use the path '${text}')`, { status: 403 })
    if ((await host.files.stat(text))?.kind !== 'file')
      throw parameterFailure({ ostemplate: `'${text}' is no file on node ${host.root.node}` })
    return { what: `archive '${text}'`, path: text, backup: restore ?? false }
  }
  const { content, path, vmid } = await storage.resolve(text)
  const datastore = `/storage/${storageOf(text)}`
  if (content === 'backup') checkBackupAccess(call, datastore, vmid)
  else if (content !== 'vztmpl') throw parameterFailure({ ostemplate: `'${text}' is neither a template nor a backup of a container` })
  else if (restore) throw parameterFailure({ ostemplate: `'${text}' is a template, not a backup` })
  else if (!call.may(datastore, ...readers)) throw permissionFailure(datastore, readers)
  if (!(await storage.exists(text))) throw new Failure(`volume '${text}' does not exist`)
  await storage.activate([text])
  return { what: `${content === 'backup' ? 'backup' : 'template'} '${text}'`, path, backup: content === 'backup' }
}
