import { integer, string } from '@quorate/schema'

export const action = string({
  description: 'What to do with matching traffic.',
  pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+',
  minLength: 2,
  maxLength: 20,
})
export const cidr = string({ description: 'Address or network in CIDR form.', format: 'IPorCIDRorAlias' })
export const firewallCidr = string({ description: 'Address or network in CIDR form.', format: 'IPorCIDR' })
export const moveto = integer({ description: 'New position in the list.', minimum: 0 })
export const name = string({ description: 'Name.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 64 })
export const pos = integer({ description: 'Position in the list, from 0.', minimum: 0 })
export const rename = string({ description: 'New name.', pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 64 })
export const type = string({ description: 'Type.', enum: ['in', 'out', 'forward', 'group'] })
