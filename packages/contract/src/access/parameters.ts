import { string } from '@quorate/schema'

export const realm = string({ format: 'pve-realm', maxLength: 32 })
export const userid = string({ format: 'pve-userid', maxLength: 64 })
