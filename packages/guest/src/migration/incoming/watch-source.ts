import { Failure } from '@quorate/schema'
import { parseGuestConfig } from '../../config/guest-config.ts'
import { guestPath, wordOf, type GuestPlace } from '../../guest-path.ts'
import type { GuestServices } from '../../services.ts'
import { migrationLock } from '../move-config.ts'

type Services = Pick<GuestServices, 'host' | 'store'>

const replicaMs = 10_000

/** Resolves when the store of this node has what `look` wants, which it looks for after each change. */
async function untilStored({ store }: Services, look: () => boolean, signal: AbortSignal): Promise<void> {
  const found = Promise.withResolvers<void>()
  const stop = () => found.reject(signal.reason)
  using watch = store.watch('nodes', () => {
    if (look()) found.resolve()
  })
  void watch
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) stop()
    if (look()) found.resolve()
    await found.promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** By what this node has of the tree it decides later: the lock that the source set has to be in it. */
export async function seeLock(services: Services, source: GuestPlace): Promise<void> {
  const locked = () => {
    const text = services.store.read(guestPath(source))?.text
    return text !== undefined && parseGuestConfig(text, source.kind).current.get('lock') === migrationLock
  }
  try {
    await untilStored(services, locked, AbortSignal.timeout(replicaMs))
  } catch (error) {
    const what = `${wordOf(source)} ${source.vmid}`
    throw new Failure(`${what} is not locked on node '${source.node}' for a migration, as this node sees it`, { cause: error })
  }
}

/** Waits until the guest's config is this node's. */
export async function untilHere(services: Services, source: GuestPlace, signal: AbortSignal): Promise<void> {
  const path = guestPath({ ...source, node: services.host.root.node })
  await untilStored(services, () => services.store.read(path) !== undefined, signal)
}
