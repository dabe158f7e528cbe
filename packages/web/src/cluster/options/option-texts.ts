import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export interface OptionText {
  readonly label: MessageDescriptor
  readonly help?: MessageDescriptor
}

/** The options of the datacenter that can be changed here; those with members are changed together. */
export const optionTexts = {
  keyboard: { label: msg`Keyboard layout`, help: msg`For VNC consoles of new guests.` },
  console: { label: msg`Console viewer`, help: msg`What other clients open; this interface has its own consoles.` },
  http_proxy: { label: msg`HTTP proxy`, help: msg`Nodes download through it: http://user:password@host:port` },
  mac_prefix: { label: msg`MAC prefix`, help: msg`Begin of the addresses of new network devices.` },
  max_workers: { label: msg`Tasks at the same time`, help: msg`How many guests a bulk action works on at once.` },
  bwlimit: { label: msg`Bandwidth limits` },
  'next-id': { label: msg`Range of new IDs` },
  'tag-style': { label: msg`Look of tags` },
  'user-tag-access': { label: msg`Tags that users may set` },
  'registered-tags': { label: msg`Registered tags`, help: msg`Only administrators may set these.` },
  'consent-text': { label: msg`Consent text`, help: msg`Shown before login; Markdown.` },
} as const satisfies Readonly<Record<string, OptionText>>

export type OptionKey = keyof typeof optionTexts

/** What members of options are called. */
export const memberTexts: Readonly<Record<string, OptionText>> = {
  default: { label: msg`Where no other limit is given`, help: msg`KiB/s; 0: no limit` },
  clone: { label: msg`Cloning`, help: msg`KiB/s; 0: no limit` },
  migration: { label: msg`Migration`, help: msg`KiB/s; 0: no limit` },
  move: { label: msg`Moving disks`, help: msg`KiB/s; 0: no limit` },
  restore: { label: msg`Restoring`, help: msg`KiB/s; 0: no limit` },
  lower: { label: msg`From` },
  upper: { label: msg`Up to, but not including` },
  shape: { label: msg`Shape` },
  ordering: { label: msg`Order` },
  'case-sensitive': { label: msg`Upper and lower case differ` },
  'user-allow': { label: msg`Users may set` },
  'user-allow-list': { label: msg`List`, help: msg`Separated by ;` },
}
