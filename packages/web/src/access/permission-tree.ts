/** A path and the privileges that somebody has there. */
export interface PathPrivileges {
  readonly path: string
  readonly privileges: readonly { readonly name: string; readonly propagate: boolean }[]
  /** The path has nothing but what the path above hands down. */
  readonly same: boolean
}

type Answer = Readonly<Record<string, unknown>>

const parentOf = (path: string): string => path.slice(0, Math.max(1, path.lastIndexOf('/')))

export const isBelow = (path: string, folder: string): boolean => folder === '/' || path.startsWith(`${folder}/`)

/** `/vms/9` before `/vms/10`, and folders before what they contain. */
const collator = new Intl.Collator('en', { numeric: true })
const compare = (a: string, b: string) => {
  const [left, right] = [a.split('/').filter(Boolean), b.split('/').filter(Boolean)]
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = collator.compare(left[index] ?? '', right[index] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** What GET /access/permissions answers, as a tree in the order it is drawn in. */
export function permissionTree(answer: Answer): readonly PathPrivileges[] {
  const byPath = new Map(
    Object.entries(answer).map(([path, given]) => [path, new Map(Object.entries((given ?? {}) as Record<string, number>))] as const),
  )
  const nearestAbove = (path: string): ReadonlyMap<string, number> | undefined => {
    for (let above = path; above !== '/';) {
      above = parentOf(above)
      const found = byPath.get(above)
      if (found) return found
    }
    return undefined
  }
  const handedDown = (path: string) => {
    const above = nearestAbove(path)
    return above && [...above].filter(([, propagate]) => propagate === 1).map(([name]) => name)
  }
  return [...byPath.keys()].toSorted(compare).map(path => {
    const own = byPath.get(path) ?? new Map<string, number>()
    const above = path === '/' ? undefined : handedDown(path)
    return {
      path,
      privileges: [...own].map(([name, propagate]) => ({ name, propagate: propagate === 1 })),
      same: above !== undefined && above.length === own.size && above.every(name => own.get(name) === 1),
    }
  })
}
