import { string } from '@quorate/schema'

export const name = string({ format: 'pve-configid' })
