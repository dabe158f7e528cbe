import { join } from 'node:path'
import { Refusal, type Author } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { createGuestConfig } from '../../change-config.ts'
import { guestPath, wordOf, type GuestKind, type GuestPlace } from '../../guest-path.ts'
import { migrationLock } from '../../migration/move-config.ts'
import type { GuestServices } from '../../services.ts'
import { undoAuthor } from '../../procedures/undo-task.ts'
import type { RemoteWhereabouts } from '../wire.ts'

type Services = Pick<GuestServices, 'store' | 'host'>

interface RemoteRecord {
  readonly kind: GuestKind
  readonly vmid: number
  readonly authid: string
  /** `deciding`: its config may be whole already. As long as it is `coming`, what bears its id here is somebody else's. */
  readonly state: 'coming' | 'deciding' | 'here'
}

const what = (place: GuestPlace) => `${wordOf(place)} ${place.vmid}`
const markOf = (place: GuestPlace, session: string) => `#This ${wordOf(place)} is coming here from another cluster (migration ${session}).`

/** Takes the id of a guest that is to come: until the decision its config is nothing but a mark. */
export async function reserveId(
  services: Pick<GuestServices, 'store' | 'guests'>,
  author: Author,
  place: GuestPlace,
  session: string,
): Promise<void> {
  services.guests.requireFree(place.vmid)
  await createGuestConfig(services.store, author, place, `${markOf(place, session)}\nlock: ${migrationLock}\n`)
}

/** The one change by which a guest becomes this node's. Whoever took the mark away before has decided that it does not come. */
export async function decideHere(services: Services, author: Author, place: GuestPlace, session: string, text: string): Promise<void> {
  const { store, host } = services
  await editRecord(host, session, 'deciding')
  let expected = true
  try {
    await store.update(guestPath(place), author, present => {
      expected = present?.includes(markOf(place, session)) ?? false
      return expected ? text : present
    })
  } finally {
    if (!expected) await editRecord(host, session, 'coming')
  }
  if (!expected) throw new Failure(`${what(place)} is not expected here any more: somebody has removed what stood for it`)
}

/** Takes the id back, unless the guest is here already. Another guest that somebody gave the id meanwhile is not it. */
export async function settleReservation({ store, host }: Services, place: GuestPlace, session: string): Promise<'source' | 'target'> {
  const state = (await readRecord(host, session))?.state
  const path = guestPath(place)
  for (;;) {
    const file = store.read(path)
    if (!file) return 'source'
    if (!file.text.includes(markOf(place, session))) return state === 'deciding' || state === 'here' ? 'target' : 'source'
    try {
      await store.commit([{ op: 'remove', path, expect: file.revision }], undoAuthor)
      return 'source'
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'stale')) throw error
    }
  }
}

const folder = (host: Host) => join(host.root.state, 'remote-migrations')
const recordPath = (host: Host, session: string) => join(folder(host), session)

async function readRecord(host: Host, session: string): Promise<RemoteRecord | undefined> {
  const text = await host.files.readIfThere(recordPath(host, session))
  return text === undefined ? undefined : (JSON.parse(text) as RemoteRecord)
}

/** What the source may still ask for when both ends have become other processes. Kept for good once the guest is here: it is small. */
export async function writeRecord(host: Host, session: string, record: RemoteRecord): Promise<void> {
  await host.files.makeDirectory(folder(host), 0o700)
  await host.files.writeAtomic(recordPath(host, session), JSON.stringify(record), 0o600)
}

export async function editRecord(host: Host, session: string, state: RemoteRecord['state'] | 'gone'): Promise<void> {
  const record = await readRecord(host, session)
  if (record === undefined) return
  if (state === 'gone') await host.files.remove(recordPath(host, session))
  else await writeRecord(host, session, { ...record, state })
}

/** Where the guest of a migration is, for whoever sent it. */
export async function whereabouts(
  host: Host,
  session: string,
  asked: { readonly kind: GuestKind; readonly vmid: number; readonly authid: string },
): Promise<RemoteWhereabouts> {
  if (!/^[0-9a-f]{16}$/.test(session)) throw new Failure('there is no such migration')
  const record = await readRecord(host, session)
  if (record === undefined) return 'source'
  const { kind = 'qemu', vmid, authid, state } = record
  if (kind !== asked.kind || vmid !== asked.vmid || authid !== asked.authid) throw new Failure('that migration is another one')
  return state === 'here' ? 'target' : 'open'
}
