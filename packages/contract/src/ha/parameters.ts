import { string } from '@quorate/schema'

export const group = string({ format: 'pve-configid' })
