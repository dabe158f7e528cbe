import { string } from '@quorate/schema'

export const realm = string({ description: 'Authentication realm.', format: 'pve-realm', maxLength: 32 })
export const userid = string({ description: 'User with realm: name@realm.', format: 'pve-userid', maxLength: 64 })
