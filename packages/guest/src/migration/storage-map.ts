import { parameterFailure } from '@quorate/schema'
import { isStorageId } from '@quorate/storage'

/** Answers for a storage, or a bridge, of the source the one that takes its place. */
export type StorageMap = (name: string) => string

interface Named {
  readonly parameter: string
  /** `storage` */
  readonly kind: string
  fits(name: string): boolean
}

function pairMap(text: string | undefined, { parameter, kind, fits }: Named): StorageMap {
  const pairs = new Map<string, string>()
  let others: string | undefined
  for (const part of (text ?? '').split(/[\s,;]+/).filter(Boolean)) {
    const [from = '', to] = part.split(':')
    if (part === '1') continue
    if (!fits(from) || (to !== undefined && !fits(to))) throw parameterFailure({ [parameter]: `'${part}' is no pair of ${kind}s old:new` })
    const known = to === undefined ? others : pairs.get(from)
    if (known !== undefined)
      throw parameterFailure({ [parameter]: `more than one ${kind} is named for ${to === undefined ? 'all' : `'${from}'`}` })
    if (to === undefined) others = from
    else pairs.set(from, to)
  }
  return name => pairs.get(name) ?? others ?? name
}

/** Reads `1` (all stay where they are), `fast` (all go there), `a:b,c:d`. Pure. */
export function storageMap(text: string | undefined, parameter: string): StorageMap {
  return pairMap(text, { parameter, kind: 'storage', fits: isStorageId })
}

/** The same for bridges. Pure. */
export function bridgeMap(text: string | undefined, parameter: string): StorageMap {
  return pairMap(text, { parameter, kind: 'bridge', fits: name => /^[a-zA-Z0-9][-_.a-zA-Z0-9]{0,14}$/.test(name) })
}
