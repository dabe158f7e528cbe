import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

/** What a config and a custom model in virtual-guest/cpu-models.conf can both say. */
export const cpuMembers = {
  flags: optional(string({ description: 'Flags to add and remove.', pattern: '(?^:[+-][a-zA-Z0-9_.-]+(;[+-][a-zA-Z0-9_.-]+)*)' })),
  'guest-phys-bits': optional(integer({ description: 'Bits of physical addresses the guest may use.', minimum: 32, maximum: 64 })),
  hidden: optional(boolean({ description: 'Hide that it is a virtual machine.', default: false })),
  'hv-vendor-id': optional(string({ description: 'Vendor id shown to Windows.', pattern: '(?^:[a-zA-Z0-9]{1,12})' })),
  'phys-bits': optional(string({ description: 'Bits of physical addresses.', pattern: '(?^:host|[89]|[1-5][0-9]|6[0-4])' })),
  'reported-model': optional(
    string({ description: 'Model and vendor shown of a custom model.', default: 'kvm64', pattern: '(?^:[a-zA-Z0-9_.-]+)' }),
  ),
}

export const cpuOption = propertyString({
  cputype: defaultKey(
    optional(
      string({ description: 'Processor model: built in, or custom-name.', default: 'kvm64', pattern: '(?^:(custom-)?[a-zA-Z0-9_.-]+)' }),
    ),
  ),
  ...cpuMembers,
})
