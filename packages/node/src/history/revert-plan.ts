import { digestOf, type Change, type ConfigReader, type Past, type PastChange } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { checkLock, parseGuestConfig, placeOf, wordOf, type GuestIndex, type GuestPlace } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { authorizeEdit } from './edit-rights.ts'
import { fileEdits, type FileEdit } from './file-edits.ts'
import { readableBy } from './read-rights.ts'

export interface PastServices {
  readonly store: ConfigReader & { readonly past: Past }
  readonly guests: Pick<GuestIndex, 'find'>
}

/** What becomes of one file when a change is taken back. */
export interface RevertedFile {
  readonly op: FileEdit['op']
  /** Where the file is now, and where it will be; undefined: nowhere. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly now: string
  readonly target: string
  readonly changes: readonly Change[]
  /** Somebody changed the file after the change that is taken back. */
  readonly since: PastChange | undefined
  /** The guest whose config it is. */
  readonly guest: GuestPlace | undefined
}

export interface RevertPlan {
  readonly files: readonly RevertedFile[]
  /** Of what was read: another one when a file has changed. */
  readonly digest: string
}

/** Only who may look at everything learns that there is no such change. */
export const unknownRevision = (call: Pick<Call, 'may'>, revision: number, path?: string) =>
  new Failure(
    path === undefined
      ? `there is no change with revision ${revision}, it is not kept any more, or you may not see its files`
      : `revision ${revision} did not change ${path}, is not kept any more, or you may not see that file`,
    { status: call.may('/', 'Sys.Audit') ? 404 : 403 },
  )

const conflict = (text: string) => new Failure(text, { status: 409 })

/** The edits of a change that may be taken back together: all of them, or that of one file. */
function wantedEdits({ store }: PastServices, call: Call, revision: number, path: string | undefined): FileEdit[] {
  const readable = readableBy(call, store.past)
  const mayRead = (edit: FileEdit) => [edit.path, edit.source ?? edit.path].every(one => readable(one, revision))
  const edits = fileEdits(store.past.changesOf(revision)).filter(edit => path === undefined || edit.path === path || edit.source === path)
  const visible = edits.filter(mayRead)
  if (visible.length === 0) throw unknownRevision(call, revision, path)
  if (visible.length < edits.length) {
    throw new Failure(`revision ${revision} also changed files that you may not see: name one of the others with 'path'`, { status: 403 })
  }
  return visible
}

/** Where the config of a guest is now. Refuses what is no change of settings. */
function guestFile({ store, guests }: PastServices, revision: number, edit: FileEdit, place: GuestPlace): string {
  const word = `${wordOf(place)} ${place.vmid}`
  if (edit.op === 'rename') {
    throw conflict(`revision ${revision} moved the config of ${word}: migrate the guest instead of taking that back`)
  }
  if (edit.before === null) throw conflict(`revision ${revision} made ${word}: destroy the guest instead of taking that back`)
  const present = guests.find(place.vmid)
  if (edit.after === null) {
    if (present) throw conflict(`${word} cannot be brought back: there is a guest with this id on node '${present.node}'`)
    return edit.path
  }
  if (revision <= store.past.lastRemoval(place.vmid)) {
    throw conflict(`the guest ${place.vmid} of revision ${revision} was removed: take back the change that removed it`)
  }
  if (present?.kind !== place.kind) throw conflict(`${word} is not there any more`)
  return present.path
}

function checkLocks(place: GuestPlace, revision: number, now: string, target: string): void {
  checkLock(wordOf(place), parseGuestConfig(now, place.kind))
  const lock = parseGuestConfig(target, place.kind).current.get('lock')
  if (lock) {
    throw conflict(
      `before revision ${revision} ${wordOf(place)} ${place.vmid} was locked (${lock}): that was the middle of an operation, take back its first change`,
    )
  }
}

function plannedFile(services: PastServices, call: Call, revision: number, edit: FileEdit): RevertedFile | undefined {
  const { store } = services
  const { before, after } = edit
  if (before === undefined || after === undefined) {
    throw conflict(
      `${edit.path} cannot be changed back: its contents are secret, so what they were before revision ${revision} is not kept`,
    )
  }
  if (edit.path === 'corosync.conf') {
    throw conflict('corosync.conf cannot be changed back: nodes take over only a version with a higher config_version; edit it instead')
  }
  const guest = placeOf(edit.path) ?? (edit.source === undefined ? undefined : placeOf(edit.source))
  const at = guest ? guestFile(services, revision, edit, guest) : edit.path
  const to = edit.source ?? at
  const file = store.read(at)
  const now = file?.text ?? null
  if (to !== at && store.read(to)) throw conflict(`${at} cannot get back its name ${to}: there is a file with that name`)
  if (to === at && now === before) return undefined
  if (guest) {
    checkLocks(guest, revision, now ?? '', before ?? '')
    if (now === null) call.authorize(`/vms/${guest.vmid}`, 'VM.Allocate')
  }
  for (const path of new Set([at, to])) authorizeEdit(call, path, now ?? '', before ?? '')
  const changes: Change[] = []
  if (now !== null && (to !== at || before === null)) changes.push({ op: 'remove', path: at, expect: file?.revision ?? 0 })
  if (before !== null) changes.push({ op: 'write', path: to, text: before, expect: to === at ? (file?.revision ?? 0) : 0 })
  return {
    op: edit.source !== undefined ? 'rename' : before === null ? 'remove' : now === null ? 'create' : 'write',
    from: now === null ? undefined : at,
    to: before === null ? undefined : to,
    now: now ?? '',
    target: before ?? '',
    changes,
    since: now === after ? undefined : store.past.latestOf(at),
    guest,
  }
}

/** What taking a change back would do. Refuses what cannot be taken back, and who may not. */
export function planRevert(services: PastServices, call: Call, revision: number, path: string | undefined): RevertPlan {
  const files = wantedEdits(services, call, revision, path).flatMap(edit => plannedFile(services, call, revision, edit) ?? [])
  if (files.length === 0) throw conflict(`there is nothing to take back: what revision ${revision} changed is as it was before`)
  const read = files.flatMap(({ changes }) =>
    changes.map(change => [change.op, 'path' in change && change.path, 'expect' in change && change.expect]),
  )
  return { files, digest: digestOf(JSON.stringify([revision, ...read])) }
}
