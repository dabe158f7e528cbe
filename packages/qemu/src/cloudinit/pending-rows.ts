import { pendingView, type GuestConfig } from '@quorate/guest'
import { isCloudInitKey, madeFrom, sameToCloudInit } from './made-from.ts'

export interface PendingCloudInit {
  readonly key: string
  /** What the drive was made from; before the first time, what the config says. */
  readonly value?: string
  /** What the next image will hold instead. */
  readonly pending?: string
  readonly delete?: 1
}

const hidden = '**********'

/** Every setting that the cloud-init drive was made from or will be made from, by key. */
export function pendingRows(config: GuestConfig): PendingCloudInit[] {
  const rows = pendingView(config).filter(row => isCloudInitKey(row.key))
  const wanted = new Map(
    rows.flatMap(({ key, value, pending, delete: deleted }) => {
      const next = pending ?? (deleted === undefined ? value : undefined)
      return next === undefined ? [] : [[key, next] as const]
    }),
  )
  const made = madeFrom(config) ?? new Map([...config.current.values].filter(([key]) => isCloudInitKey(key)))
  return [...new Set([...made.keys(), ...wanted.keys()])].toSorted().map(key => {
    const [then, next] = [made.get(key), wanted.get(key)]
    const show = (text: string) => (key === 'cipassword' ? hidden : text)
    const same = sameToCloudInit(key, then, next)
    return {
      key,
      ...(then === undefined ? {} : { value: show(then) }),
      ...(!same && next !== undefined ? { pending: show(next) } : {}),
      ...(next === undefined ? { delete: 1 as const } : {}),
    }
  })
}
