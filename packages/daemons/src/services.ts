/** The parts that daemon, runner and agent share, put together once per process. */
import { createAccess, type Access } from '@quorate/access'
import { connectStore, type ConnectedStore } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { realHost, rootAt, type Host } from '@quorate/host'
import { qemuServices, type QemuServices } from '@quorate/qemu'
import { createStorageService, type StorageService } from '@quorate/storage'
import { certificatePaths } from './certificates.ts'
import type { Options } from './options.ts'

export interface Services {
  readonly host: Host
  readonly store: ConnectedStore
  readonly access: Access
  readonly guests: GuestIndex
  readonly storage: StorageService
  readonly qemu: QemuServices
}

/** `noteTask`: how this process puts a task that is over at once (the opening of a console) on record. */
export async function composeServices(
  options: Options,
  notice: (text: string) => void,
  noteTask: (call: Call, type: string, id: string) => Promise<string>,
): Promise<Services> {
  const host = realHost(rootAt(options.root, options.node), notice)
  const store = await connectStore(host.root)
  const access = await createAccess({ store, host })
  const guests = new GuestIndex(store)
  const storage = createStorageService({ store, host })
  const certificate = () => store.read(certificatePaths(host.root.node).authority)?.text
  const qemu = qemuServices({ host, store, hub: store.hub, guests, storage, certificate, noteTask })
  return { host, store, access, guests, storage, qemu }
}
