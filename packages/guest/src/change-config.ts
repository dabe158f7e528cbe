import { digestOf, type Author, type ConfigStore } from '@quorate/cluster'
import { LockedFailure } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { parseGuestConfig, type GuestConfig } from './config/guest-config.ts'
import { guestPath, wordOf, type GuestPlace } from './guest-path.ts'

/** Refuses a change that was prepared from another version of the file. */
export function checkDigest(text: string, digest: string | undefined): void {
  if (digest && digest !== digestOf(text)) throw new Failure('detected modified configuration - file changed by other user? Try again.')
}

/** Refuses work on a guest that another operation holds, or left, locked. */
export function checkLock(kind: 'VM' | 'CT', config: GuestConfig, allowed?: string): void {
  const lock = config.current.get('lock')
  // A line without a value is what people leave behind who take a lock out by hand.
  if (lock && lock !== allowed) throw new LockedFailure(`${kind} is locked (${lock})`)
}

/** Refuses what would destroy data of a protected guest. */
export function checkProtection(kind: 'VM' | 'CT', vmid: number, config: GuestConfig, attempt: string): void {
  if (config.current.get('protection') === '1') throw new Failure(`can't ${attempt} ${kind} ${vmid} - protection mode enabled`)
}

export interface ChangeOptions {
  /** The file must have this digest. */
  readonly digest?: string
  /** The lock that this operation itself set; any other lock refuses the change. */
  readonly lock?: string
  /** Changes whatever the lock says. */
  readonly skipLock?: boolean
}

/**
 * Changes a guest's config in one step: read, checked, edited, written; again from the start when another writer was
 * faster. `edit` changes the document it is given and may run more than once.
 */
export async function changeGuestConfig(
  store: ConfigStore,
  author: Author,
  place: GuestPlace,
  options: ChangeOptions,
  edit: (config: GuestConfig) => void,
): Promise<GuestConfig> {
  const path = guestPath(place)
  const changed: { config?: GuestConfig } = {}
  await store.update(path, author, text => {
    if (text === undefined) throw new Failure(`Configuration file '${path}' does not exist`)
    checkDigest(text, options.digest)
    const config = parseGuestConfig(text, place.kind)
    if (!options.skipLock) checkLock(wordOf(place), config, options.lock)
    edit(config)
    changed.config = config
    return config.toString()
  })
  return changed.config as GuestConfig
}

/** Reads one guest's config. Fails when there is none. */
export function readGuestConfig(store: Pick<ConfigStore, 'read'>, place: GuestPlace): { config: GuestConfig; text: string } {
  const path = guestPath(place)
  const file = store.read(path)
  if (!file) throw new Failure(`Configuration file '${path}' does not exist`)
  return { config: parseGuestConfig(file.text, place.kind), text: file.text }
}

/** Creates a guest's config; fails when there is one already. */
export async function createGuestConfig(store: ConfigStore, author: Author, place: GuestPlace, text: string): Promise<void> {
  const path = guestPath(place)
  if (store.read(path))
    throw new Failure(
      `unable to create ${wordOf(place)} ${place.vmid} - ${wordOf(place)} ${place.vmid} already exists on node '${place.node}'`,
    )
  await store.commit([{ op: 'write', path, text, expect: 0 }], author)
}
