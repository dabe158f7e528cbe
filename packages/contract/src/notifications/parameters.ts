import { string } from '@quorate/schema'

export const name = string({ description: 'Name.', format: 'pve-configid' })
