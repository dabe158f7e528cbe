import { boolean, optional, propertyString, string } from '@quorate/schema'

export const featuresOption = propertyString({
  force_rw_sys: optional(boolean({ default: false })),
  fuse: optional(boolean({ default: false })),
  keyctl: optional(boolean({ default: false })),
  mknod: optional(boolean({ default: false })),
  mount: optional(string({ pattern: '(?^:[a-zA-Z0-9_; ]+)' })),
  nesting: optional(boolean({ default: false })),
})
