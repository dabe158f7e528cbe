import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { integer, optional, string } from '@quorate/schema'

/** Every key that a section of a VM's config file may hold: what people set, and what the system notes there itself. */
export const vmProperties = {
  ...qemuConfigKeys,
  meta: optional(string()),
  parent: optional(string()),
  'running-nets-host-mtu': optional(string()),
  runningcpu: optional(string()),
  runningmachine: optional(string()),
  snaptime: optional(integer({ minimum: 0 })),
  vmstate: optional(string()),
}
