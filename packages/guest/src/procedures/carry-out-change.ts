import { digestOf, type Author } from '@quorate/cluster'
import { failureText, parameterFailure } from '@quorate/schema'
import type { Work } from '@quorate/storage'
import { changeGuestConfig, checkDigest, checkLock, readGuestConfig } from '../change-config.ts'
import { parseGuestConfig, type GuestConfig } from '../config/guest-config.ts'
import { guestPath, wordOf, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import type { ConfigChange } from '../volumes/edit-for-change.ts'
import { freeCreated } from './free-created.ts'

/** How a change is carried out: inside a task, or by itself. */
export interface ChangeFrame {
  readonly author: Author
  readonly work: Work
  /** Called when what was created has become part of the config. */
  settle(): Promise<void>
}

export interface AppliedChange {
  /** Volumes that nothing needs any more. */
  readonly free: readonly string[]
  /** Key to why the running guest does not have the change; it waits for the next start. */
  readonly problems: Readonly<Record<string, string>>
}

/** What a change of one kind of guest's config consists of. */
export interface ChangeSteps {
  /** Creates what the change asks for and tells each new volume; answers the texts for the config. What was told is freed when it fails. */
  prepare(set: ReadonlyMap<string, string>, created: (volid: string) => void): Promise<ReadonlyMap<string, string>>
  /** Writes the change into the document. Answers the volumes that can be freed afterwards. May run more than once. */
  edit(config: GuestConfig, change: ConfigChange): readonly string[]
  /** The config is written: what the running guest can take at once is given to it. */
  written?(change: ConfigChange, created: readonly string[]): Promise<AppliedChange>
}

/**
 * Changes a guest's config. What a running guest cannot take at once waits for its next start; where it could have taken
 * it and that went wrong, a failure says why, and the change waits too.
 */
export async function carryOutChange(
  services: GuestServices,
  frame: ChangeFrame,
  place: GuestPlace,
  change: ConfigChange,
  steps: ChangeSteps,
): Promise<void> {
  const { config: present, text: before } = readGuestConfig(services.store, place)
  checkDigest(before, change.digest)
  if (!change.skipLock) checkLock(wordOf(place), present)
  const created: string[] = []
  const free: string[] = []
  let complete: ConfigChange
  try {
    complete = { ...change, set: await steps.prepare(change.set, volid => created.push(volid)) }
    const planned = parseGuestConfig(before, place.kind)
    steps.edit(planned, complete)
    await frame.work.undo('guest.restore-config', { path: guestPath(place), before, after: planned.toString() })
    await changeGuestConfig(services.store, frame.author, place, { digest: digestOf(before), skipLock: change.skipLock }, config => {
      free.splice(0, free.length, ...steps.edit(config, complete))
    })
  } catch (error) {
    await freeCreated(services, frame.work, created)
    throw error
  }
  await frame.settle()
  const applied = await steps.written?.(complete, created)
  for (const volid of [...free, ...(applied?.free ?? [])]) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      frame.work.warn(
        `volume ${volid} is no longer part of ${wordOf(place)} ${place.vmid}, but could not be removed: ${failureText(error)}`,
      )
    }
  }
  const errors = Object.entries(applied?.problems ?? {}).map(([key, text]) => [key, `hotplug problem - ${text}`])
  if (errors.length) throw parameterFailure(Object.fromEntries(errors))
}
