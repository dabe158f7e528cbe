import type { ConfigReader } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { guestPath, placeOf, type GuestKind, type GuestPlace } from './guest-path.ts'
import { summarize, type GuestSummary } from './guest-summary.ts'

export interface IndexedGuest extends GuestPlace {
  /** `nodes/pve/qemu-server/100.conf` */
  readonly path: string
  readonly text: string
  /** revision of the file */
  readonly revision: number
  readonly summary: GuestSummary
}

/**
 * Every guest of every node, from the config store. Only what changed since the last look is read and parsed again. A
 * config that cannot be read is listed all the same, with its error in the summary.
 */
export class GuestIndex {
  readonly #store: ConfigReader
  readonly #guests = new Map<string, IndexedGuest>()
  #byId = new Map<number, IndexedGuest>()
  #looked = -1
  #revision = 0

  constructor(store: ConfigReader) {
    this.#store = store
  }

  #look(): void {
    const present = this.#store.revision()
    if (present === this.#looked) return
    const changes = this.#store.changedSince('nodes', this.#revision)
    let changed = changes.whole === true
    if (changes.whole) {
      const present = new Set(changes.files.map(file => file.path))
      for (const path of this.#guests.keys()) if (!present.has(path)) this.#guests.delete(path)
    }
    for (const path of changes.removed) changed = this.#guests.delete(path) || changed
    for (const file of changes.files) {
      const place = placeOf(file.path)
      if (!place || this.#guests.get(file.path)?.revision === file.revision) continue
      this.#guests.set(file.path, {
        ...place,
        path: file.path,
        text: file.text,
        revision: file.revision,
        summary: summarize(place.kind, file.text),
      })
      changed = true
    }
    this.#revision = changes.revision
    this.#looked = present
    if (changed) this.#byId = new Map([...this.#guests.values()].toSorted((a, b) => a.vmid - b.vmid).map(guest => [guest.vmid, guest]))
  }

  /** By vmid, in ascending order. */
  all(): ReadonlyMap<number, IndexedGuest> {
    this.#look()
    return this.#byId
  }

  find(vmid: number): IndexedGuest | undefined {
    return this.all().get(vmid)
  }

  /** Guests of one kind on one node, ascending by vmid. */
  ofNode(node: string, kind: GuestKind): IndexedGuest[] {
    return [...this.all().values()].filter(guest => guest.node === node && guest.kind === kind)
  }

  /** Fails with `Configuration file '...' does not exist` unless the guest is on that node. */
  require(node: string, kind: GuestKind, vmid: number): IndexedGuest {
    const path = guestPath({ node, kind, vmid })
    this.#look()
    const guest = this.#guests.get(path)
    if (!guest) throw new Failure(`Configuration file '${path}' does not exist`)
    return guest
  }

  /** Fails with `VM 100 already exists on node 'pve'`. */
  requireFree(vmid: number): void {
    const guest = this.find(vmid)
    if (guest) throw new Failure(`${guest.kind === 'lxc' ? 'CT' : 'VM'} ${vmid} already exists on node '${guest.node}'`)
  }
}
