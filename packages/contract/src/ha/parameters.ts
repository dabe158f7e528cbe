import { string } from '@quorate/schema'

export const group = string({ description: 'Name of the group.', format: 'pve-configid' })
