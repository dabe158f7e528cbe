import { boolean, defaultKey, optional, propertyString, string } from '@quorate/schema'

export const amdSev = propertyString({
  type: defaultKey(string({ enum: ['std', 'es', 'snp'] })),
  'allow-smt': optional(boolean({ default: true })),
  'kernel-hashes': optional(boolean({ default: false })),
  'no-debug': optional(boolean({ default: false })),
  'no-key-sharing': optional(boolean({ default: false })),
})
