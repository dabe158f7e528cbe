import type { EndpointSpec } from '@quorate/contract'

/** The API as an indented tree: each path's last segment with its methods. */
export function apiTree(specs: readonly EndpointSpec[]): string {
  const methods = new Map<string, string[]>()
  for (const { path, method } of specs) {
    for (let at = path.indexOf('/', 1); at !== -1; at = path.indexOf('/', at + 1))
      if (!methods.has(path.slice(0, at))) methods.set(path.slice(0, at), [])
    methods.set(path, [...(methods.get(path) ?? []), method])
  }
  return [...methods]
    .toSorted(([a], [b]) => (a.split('/') < b.split('/') ? -1 : 1))
    .map(([path, names]) => {
      const parts = path.split('/').filter(Boolean)
      return `${'  '.repeat(Math.max(0, parts.length - 1))}${parts.at(-1) ?? '/'}${names.length ? `  ${names.toSorted().join(' ')}` : ''}\n`
    })
    .join('')
}
