import { array, boolean, optional, string } from '@quorate/schema'

export const sendmailOptions = {
  author: optional(string()),
  comment: optional(string()),
  disable: optional(boolean({ default: false })),
  'from-address': optional(string()),
  mailto: optional(array(string({ format: 'email-or-username' }))),
  'mailto-user': optional(array(string({ format: 'pve-userid' }))),
}
