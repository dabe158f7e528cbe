import { useMemo } from 'react'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import type { FieldValues } from './complete-query.ts'

function distinct(values: Iterable<string>): string[] {
  const found = new Set(values)
  found.delete('')
  return [...found].toSorted()
}

/** Values that occur, for the completion of a query. Those of a field are looked for when it is completed. */
export function useFieldValues(): FieldValues {
  const { guests, nodes, pools, storages } = useStore(live.inventory)
  return useMemo(() => {
    return {
      status: ['running', 'stopped', 'paused', 'suspended'],
      type: ['vm', 'ct'],
      is: ['template', 'guest', 'locked', 'untagged', 'unpooled'],
      get node() {
        return [...nodes.keys()].toSorted()
      },
      pool: [...pools, 'none'],
      get tag() {
        return [...distinct([...guests.values()].flatMap(guest => guest.tags)), 'none']
      },
      get lock() {
        return [...distinct([...guests.values()].map(guest => guest.lock)), 'none']
      },
      get ha() {
        return [...distinct([...guests.values()].map(guest => guest.haState)), 'none']
      },
      get disk() {
        return distinct([...storages.values()].map(storage => storage.storage))
      },
      os: ['l26', 'win11', 'win10', 'win8', 'other'],
    }
  }, [guests, nodes, pools, storages])
}
