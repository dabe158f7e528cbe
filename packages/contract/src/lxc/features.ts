import { boolean, optional, propertyString, string } from '@quorate/schema'

export const featuresOption = propertyString({
  force_rw_sys: optional(boolean({ description: 'Mount /sys writable.', default: false })),
  fuse: optional(boolean({ description: 'Use FUSE.', default: false })),
  keyctl: optional(boolean({ description: 'Use keyctl.', default: false })),
  mknod: optional(boolean({ description: 'Make device nodes.', default: false })),
  mount: optional(string({ description: 'File systems that may be mounted.', pattern: '(?^:[a-zA-Z0-9_; ]+)' })),
  nesting: optional(boolean({ description: 'Run containers inside.', default: false })),
})
