import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const amdSev = propertyString({
  type: defaultKey(string({ description: 'Kind.', enum: ['std', 'es', 'snp'] })),
  'allow-smt': optional(boolean({ description: 'Allow simultaneous multithreading.', default: true })),
  'kernel-hashes': optional(boolean({ description: 'Measure the kernel.', default: false })),
  'no-debug': optional(boolean({ description: 'Forbid debugging of the guest.', default: false })),
  'no-key-sharing': optional(boolean({ description: 'Share the key with no other guest.', default: false })),
})
