import type { Call } from '@quorate/contract'
import { isUnusedKey, isVolume, parseDrive, parseGuestConfig, type ConfigSection } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { Failure, parseSize } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { membersOf, textOf } from '../procedures/config-members.ts'
import { isMountKey } from '../procedures/mount-keys.ts'
import type { Packing } from '../unpack/archive-kind.ts'
import { readMember } from '../unpack/read-member.ts'
import type { TemplateSource } from './template-source.ts'

const member = './etc/vzdump/pct.conf'
/** What is about the container that was, not about the one that comes. */
const notRestored = new Set(['lock', 'parent', 'snaptime', 'snapstate', 'template'])

/** What a backup says of the container that it is of. */
export interface ArchivedConfig {
  readonly values: Map<string, string>
  readonly description?: string
  readonly raw: readonly (readonly [key: string, value: string])[]
  /** What was left out, and why. */
  readonly notes: readonly string[]
}

/** Fails when there is none in the archive. */
export async function readArchivedConfig(host: Pick<Host, 'start'>, source: TemplateSource, packing: Packing): Promise<ConfigSection> {
  const text = await readMember(host, source.what, source.path, packing, member)
  if (text === undefined) throw new Failure(`${source.what} holds no config of a container (${member}): it is no backup of one`)
  return parseGuestConfig(text).current
}

const gibibyte = 2 ** 30

/** The same mount with a new volume, as large as the one that was: on `storage`, else on the one that it was on. */
function renewed(key: string, text: string, storage: string | undefined): string {
  const { file } = parseDrive(text)
  const members = membersOf(key, text)
  if (!members || !isVolume(file)) return text
  const { size, ...others } = members
  const bytes = typeof size === 'string' ? (parseSize(size) ?? 0) : 0
  return textOf(key, { ...others, volume: `${storage ?? storageOf(file)}:${bytes / gibibyte}` })
}

/** Settings that only root gives: for others they are left out. */
function forRoot(key: string, text: string): boolean {
  return /^dev\d+$|^hookscript$/.test(key) || (isMountKey(key) && !isVolume(parseDrive(text).file))
}

/** The archived config as the caller may restore it. `storage`: for all volumes; `unique`: network cards get new addresses. */
export function restorable(
  section: ConfigSection,
  call: Pick<Call, 'caller'>,
  { storage, unique }: { readonly storage?: string | undefined; readonly unique: boolean },
): ArchivedConfig {
  const values = new Map<string, string>()
  const notes: string[] = []
  for (const [key, text] of section.values) {
    if (notRestored.has(key) || isUnusedKey(key) || key.startsWith('lxc.') || key === 'description') continue
    if (forRoot(key, text) && !call.caller.root) notes.push(`'${key}' of the backup is left out: only root@pam may set it`)
    else if (isMountKey(key)) values.set(key, renewed(key, text, storage))
    else if (/^net\d+$/.test(key) && unique) values.set(key, text.replace(/(^|,)hwaddr=[^,]*/, ''))
    else values.set(key, text)
  }
  const raw = call.caller.root ? section.rawLxc() : []
  if (!call.caller.root && section.rawLxc().length) notes.push(`raw 'lxc' keys of the backup are left out: only root@pam may set them`)
  const { description } = section
  return { values, raw, notes, ...(description === undefined ? {} : { description }) }
}
