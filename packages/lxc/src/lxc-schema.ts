import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { integer, optional, string } from '@quorate/schema'

/** Every key that a section of a container's config file may hold: what people set, and what the system notes there itself. */
export const lxcProperties = {
  ...lxcConfigKeys,
  parent: optional(string()),
  snaptime: optional(integer({ minimum: 0 })),
  snapstate: optional(string()),
}
