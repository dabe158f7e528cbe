import { integer, string } from '@quorate/schema'

export const action = string({ pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 20 })
export const cidr = string({ format: 'IPorCIDRorAlias' })
export const firewallCidr = string({ format: 'IPorCIDR' })
export const moveto = integer({ minimum: 0 })
export const name = string({ pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 64 })
export const pos = integer({ minimum: 0 })
export const rename = string({ pattern: '[A-Za-z][A-Za-z0-9\\-\\_]+', minLength: 2, maxLength: 64 })
export const type = string({ enum: ['in', 'out', 'forward', 'group'] })
