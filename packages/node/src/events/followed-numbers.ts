import type { EventHub, HubEvent, HubValue } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { guestRow, nodeRow, storageRow, type NumberRow } from './number-row.ts'
import { mayHear } from './visible.ts'

interface Followed {
  readonly kind: HubValue['kind']
  /** Of the hub's value. */
  readonly id: string
  /** Object path that decides who may see it while it has no value. */
  readonly path: string
  /** Of a row without numbers. */
  readonly shown: number | string
  readonly row: (data: Readonly<Record<string, unknown>>) => NumberRow
}

const keyOf = ({ kind, id }: Pick<HubEvent, 'kind' | 'id'>) => `${kind}/${id}`

/** `100`, `node/pve`, `storage/pve/local` */
function followed(shown: string): Followed {
  const [area = '', node = '', storage] = shown.split('/')
  if (area === 'node') return { kind: 'node', id: node, path: `/nodes/${node}`, shown, row: data => nodeRow(shown, data) }
  if (area === 'storage')
    return { kind: 'storage', id: `${node}/${storage}`, path: `/storage/${storage}`, shown, row: data => storageRow(shown, data) }
  const vmid = Number(shown)
  return { kind: 'metrics', id: shown, path: `/vms/${shown}`, shown: vmid, row: data => guestRow(vmid, data) }
}

/** The numbers that one client looks at: gathered until they are sent, the latest of each, and only what has changed. */
export class FollowedNumbers {
  readonly #call: Pick<Call, 'caller' | 'may'>
  readonly #followed: ReadonlyMap<string, Followed>
  readonly #waiting = new Map<string, NumberRow>()
  readonly #sent = new Map<string, string>()

  constructor(call: Pick<Call, 'caller' | 'may'>, ids: readonly string[]) {
    this.#call = call
    this.#followed = new Map(ids.map(followed).map(one => [keyOf(one), one]))
  }

  /** Takes up how everything is now. */
  begin(hub: Pick<EventHub, 'values'>): void {
    for (const [key, { kind, id, path }] of this.#followed) {
      const value = hub.values(kind).get(id)
      this.#take(key, kind, value?.path ?? path, value?.data ?? null)
    }
  }

  /** Is it a number that the client looks at and may see? */
  take(event: HubEvent): boolean {
    const key = keyOf(event)
    return this.#followed.has(key) && this.#take(key, event.kind, event.path, event.data)
  }

  #take(key: string, kind: HubEvent['kind'], path: string, data: unknown): boolean {
    const one = this.#followed.get(key)
    if (!one || !mayHear({ kind, id: key, path, data }, this.#call)) return false
    this.#waiting.set(key, data === null ? [one.shown] : one.row(data as Readonly<Record<string, unknown>>))
    return true
  }

  /** What has come since the last time and is not as it was. */
  rows(): NumberRow[] {
    const changed: NumberRow[] = []
    for (const [key, row] of this.#waiting) {
      const text = JSON.stringify(row)
      if (this.#sent.get(key) === text) continue
      this.#sent.set(key, text)
      changed.push(row)
    }
    this.#waiting.clear()
    return changed
  }
}
