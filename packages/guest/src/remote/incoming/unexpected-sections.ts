import type { GuestKind } from '../../guest-path.ts'

const expected: Readonly<Record<GuestKind, RegExp>> = { qemu: /^\[(?:PENDING|special:[\w-]+)\]$/, lxc: /^\[pve:pending\]$/ }

/**
 * Headers of sections of a config that comes from elsewhere which cannot come along: snapshots, whose data stays, and what
 * nobody reads now but could once another section is gone. Pure.
 */
export function unexpectedSections(text: string, kind: GuestKind): string[] {
  const seen = new Set<string>()
  return text.split('\n').flatMap(line => {
    const header = line.trimEnd()
    if (!header.startsWith('[')) return []
    const again = seen.has(header)
    seen.add(header)
    return again || !expected[kind].test(header) ? [header] : []
  })
}
