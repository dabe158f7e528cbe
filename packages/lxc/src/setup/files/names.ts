import type { GuestSettings } from '../setup-types.ts'

/** Words of a list separated by spaces, commas or semicolons. */
export function words(text: string | undefined): string[] {
  return (text ?? '').split(/[\s,;]+/).filter(Boolean)
}

/** Domains that are searched for short names. */
export function searchDomains(settings: GuestSettings): string[] {
  const own = words(settings.searchdomain)
  return own.length ? own : words(settings.hostResolver.searchdomain)
}

/** Servers that answer for names. The host's own on its loopback would not answer inside. */
export function nameservers(settings: GuestSettings): string[] {
  const own = words(settings.nameserver)
  return own.length ? own : settings.hostResolver.nameservers.filter(address => !/^(?:127\.|::1$)/.test(address))
}

/** What stands before the first dot of the host name. */
export function shortName(settings: GuestSettings): string {
  return settings.hostname.split('.', 1)[0] ?? settings.hostname
}

/** The host name with its domain, which is the first one searched unless it has one. */
export function fullName(settings: GuestSettings): string {
  const [domain] = searchDomains(settings)
  return settings.hostname.includes('.') || domain === undefined ? settings.hostname : `${settings.hostname}.${domain}`
}
