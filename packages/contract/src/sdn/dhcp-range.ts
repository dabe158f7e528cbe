import { propertyString, string } from '@quorate/schema'

export const dhcpRange = propertyString({
  'end-address': string({ format: 'ip' }),
  'start-address': string({ format: 'ip' }),
})
