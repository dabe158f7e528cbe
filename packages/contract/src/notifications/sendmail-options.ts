import { array, boolean, optional, string } from '@quorate/schema'

export const sendmailOptions = {
  author: optional(string({ description: 'Name of the sender.' })),
  comment: optional(string({ description: 'Free text.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
  'from-address': optional(string({ description: 'Address of the sender.' })),
  mailto: optional(array(string({ format: 'email-or-username' }), { description: 'Mail addresses that are told.' })),
  'mailto-user': optional(array(string({ format: 'pve-userid' }), { description: 'Users whose mail addresses are told.' })),
}
