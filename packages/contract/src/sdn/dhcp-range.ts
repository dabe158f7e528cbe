import { propertyString, string } from '@quorate/schema'

export const dhcpRange = propertyString({
  'end-address': string({ description: 'Last address.', format: 'ip' }),
  'start-address': string({ description: 'First address.', format: 'ip' }),
})
