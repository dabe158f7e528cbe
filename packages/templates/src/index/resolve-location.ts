/** Host names of one owner share what stands after their first part. */
function sameOwner(one: string, other: string): boolean {
  if (one === other) return true
  const domain = (host: string) => host.replace(/^[^.]+\./, '')
  return domain(one) === domain(other) && domain(one).includes('.') && !/^[\d.]+$|:/.test(one)
}

/**
 * Where a template lies that a list names: below the list's own folder, or anywhere by https; by http only with the
 * owner of the list. undefined: nowhere that it may lie. Pure. `base`: address of the list's folder, with a slash at its end.
 */
export function resolveLocation(location: string, base: string): string | undefined {
  if (/[\s\p{Cc}\\]/u.test(location)) return undefined
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(location)
  const [folder, url] = [new URL(base), URL.canParse(location, base) ? new URL(location, base) : undefined]
  if (!url || url.username !== '' || url.password !== '' || url.hash !== '') return undefined
  if (absolute) {
    if (url.protocol === 'https:') return url.href
    return url.protocol === 'http:' && sameOwner(url.hostname, folder.hostname) ? url.href : undefined
  }
  return url.origin === folder.origin && url.pathname.startsWith(folder.pathname) && !/%2f|%5c|%2e/i.test(url.pathname)
    ? url.href
    : undefined
}
