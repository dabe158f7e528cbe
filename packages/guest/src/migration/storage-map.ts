import { parameterFailure } from '@quorate/schema'
import { isStorageId } from '@quorate/storage'

/** Answers for a storage of the source the one that takes its place. */
export type StorageMap = (storage: string) => string

/** Reads `1` (all stay where they are), `fast` (all go there), `a:b,c:d`. Pure. */
export function storageMap(text: string | undefined, parameter: string): StorageMap {
  const pairs = new Map<string, string>()
  let others: string | undefined
  for (const part of (text ?? '').split(/[\s,;]+/).filter(Boolean)) {
    const [from = '', to] = part.split(':')
    if (part === '1') continue
    if (!isStorageId(from) || (to !== undefined && !isStorageId(to)))
      throw parameterFailure({ [parameter]: `'${part}' is no pair of storages old:new` })
    const known = to === undefined ? others : pairs.get(from)
    if (known !== undefined)
      throw parameterFailure({ [parameter]: `more than one storage is named for ${to === undefined ? 'all' : `'${from}'`}` })
    if (to === undefined) others = from
    else pairs.set(from, to)
  }
  return storage => pairs.get(storage) ?? others ?? storage
}
