import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const intelTdx = propertyString({
  type: defaultKey(string({ enum: ['tdx'] })),
  attestation: boolean({ default: true }),
  'vsock-cid': optional(integer({ minimum: 2 })),
  'vsock-port': optional(integer({ minimum: 0 })),
})
