import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const intelTdx = propertyString({
  type: defaultKey(string({ description: 'Kind.', enum: ['tdx'] })),
  attestation: boolean({ description: 'Offer attestation.', default: true }),
  'vsock-cid': optional(integer({ description: 'Context id of the quote service.', minimum: 2 })),
  'vsock-port': optional(integer({ description: 'Port of the quote service.', minimum: 0 })),
})
