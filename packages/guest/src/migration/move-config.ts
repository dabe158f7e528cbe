import { Refusal, type Author, type ConfigStore } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { parseGuestConfig } from '../config/guest-config.ts'
import { guestPath, wordOf, type GuestPlace } from '../guest-path.ts'
import { renameVolumes } from './named-volumes.ts'

export const migrationLock = 'migrate'

/**
 * The one step by which a guest becomes another node's: its config, unlocked and with the volumes that it has there, gets
 * the other node's folder. Whoever took the lock away before has decided that it stays.
 */
export async function moveConfig(
  store: ConfigStore,
  author: Author,
  place: GuestPlace,
  target: string,
  moved: ReadonlyMap<string, string>,
): Promise<void> {
  const path = guestPath(place)
  for (;;) {
    const file = store.read(path)
    const config = file && parseGuestConfig(file.text, place.kind)
    if (!file || config?.current.get('lock') !== migrationLock) {
      throw new Failure(
        `${wordOf(place)} ${place.vmid} is not locked for its migration any more: somebody has unlocked it, or the target gave up`,
      )
    }
    config.current.delete('lock')
    renameVolumes(config, moved)
    try {
      await store.commit(
        [
          { op: 'write', path, text: config.toString(), expect: file.revision },
          { op: 'rename', from: path, to: guestPath({ ...place, node: target }) },
        ],
        author,
      )
      return
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'stale')) throw error
    }
  }
}

/** Where a guest is that was to move, once nobody can change that any more. */
export type Whereabouts = 'source' | 'target'

/**
 * Decides that a guest stays where it is unless it has moved already: whoever takes the lock away, by a change that the
 * whole cluster has in the same order, has the last word. Fails where this node cannot know, having lost the majority.
 */
export async function settleWhereabouts(store: ConfigStore, author: Author, source: GuestPlace, target: string): Promise<Whereabouts> {
  const there = guestPath({ ...source, node: target })
  await store.update(guestPath(source), author, text => {
    if (text === undefined) return undefined
    const config = parseGuestConfig(text, source.kind)
    if (config.current.get('lock') !== migrationLock) return undefined
    config.current.delete('lock')
    return config.toString()
  })
  return store.read(there) === undefined ? 'source' : 'target'
}
