import type { Call } from '@quorate/contract'
import type { GuestServices } from '../services.ts'
import { tagRules } from '../tag-rules.ts'
import { checkTagChange, normalTags, splitTags } from '../tags.ts'

/**
 * Refuses a change of tags that the datacenter's rules do not let the caller make, and answers the new tags as those
 * rules keep them. undefined: all are taken away.
 */
export function checkTags(
  { store, guests }: Pick<GuestServices, 'store' | 'guests'>,
  call: Call,
  before: string | undefined,
  after: string | undefined,
): string | undefined {
  const { caseSensitive, keepOrder, policy, listed } = tagRules(store.read('datacenter.cfg')?.text)
  const wanted = after === undefined ? undefined : normalTags(after, { caseSensitive, keepOrder })
  if (call.may('/', 'Sys.Modify')) return wanted
  const inUse = policy.userTags === 'existing' ? [...guests.all().values()].flatMap(guest => splitTags(guest.summary.tags ?? '')) : []
  checkTagChange(before ?? '', wanted ?? '', { ...policy, allowed: [...listed, ...inUse] })
  return wanted
}
