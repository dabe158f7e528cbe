import type { ConfigSection, GuestConfig } from '@quorate/guest'
import { formKeys, writeForm, type RunningForm } from '../../state/running-form.ts'
import { isUnusedKey } from '../vm-keys.ts'

/** Keys of the present guest that a snapshot neither holds nor brings back. */
const notKept = new Set(['lock', 'parent', 'template', 'digest', 'vmstate', ...formKeys])
/** Keys of a snapshot that are about itself and not about the guest. */
const ofSnapshot = ['snaptime', 'snapstate', 'vmstate', 'parent', ...formKeys]

export interface SavedMemory {
  readonly volid: string
  readonly form: RunningForm
}

export interface NewSnapshot {
  readonly name: string
  readonly description?: string
  /** seconds since 1970 */
  readonly time: number
  readonly memory?: SavedMemory
}

/** Writes a snapshot of the present config behind the last one made, and unlocks the guest. */
export function addSnapshot(config: GuestConfig, snapshot: NewSnapshot): void {
  const section = config.addSnapshot(snapshot.name, config.current)
  for (const key of section.values.keys()) if (notKept.has(key) || isUnusedKey(key)) section.delete(key)
  const parent = config.current.get('parent')
  if (parent) section.set('parent', parent)
  section.set('snaptime', String(snapshot.time))
  if (snapshot.memory) {
    section.set('vmstate', snapshot.memory.volid)
    writeForm(section, snapshot.memory.form)
  }
  section.setDescription(snapshot.description)
  config.current.set('parent', snapshot.name)
  config.current.delete('lock')
}

/** Leaves of a section that was a snapshot only what is about the guest. */
export function forgetSnapshotKeys(section: ConfigSection): void {
  for (const key of ofSnapshot) section.delete(key)
}
