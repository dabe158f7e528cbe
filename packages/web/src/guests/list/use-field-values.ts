import { useMemo } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import type { FieldValues } from './complete-query.ts'

const distinct = (values: Iterable<string>) => [...new Set(values)].filter(Boolean).toSorted()

/** Values that occur, for the completion of a query. `wanted`: they are looked for only while somebody types. */
export function useFieldValues(wanted: boolean): FieldValues {
  const { guests, nodes, pools, storages } = useStore(live.inventory)
  return useMemo((): FieldValues => {
    if (!wanted) return {}
    const all = [...guests.values()]
    return {
      status: ['running', 'stopped', 'paused', 'suspended'],
      type: ['vm', 'ct'],
      is: ['template', 'guest', 'locked', 'untagged', 'unpooled'],
      node: [...nodes.keys()].toSorted(),
      pool: [...pools, 'none'],
      tag: [...distinct(all.flatMap(guest => guest.tags)), 'none'],
      lock: [...distinct(all.map(guest => guest.lock)), 'none'],
      ha: [...distinct(all.map(guest => guest.haState)), 'none'],
      disk: distinct([...storages.values()].map(storage => storage.storage)),
      os: ['l26', 'win11', 'win10', 'win8', 'other'],
    }
  }, [wanted, guests, nodes, pools, storages])
}
