import { array, boolean, integer, optional, string } from '@quorate/schema'
import { secret } from '../endpoint.ts'

export const smtpOptions = {
  author: optional(string({ description: 'Name of the sender.' })),
  comment: optional(string({ description: 'Free text.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
  mailto: optional(array(string({ format: 'email-or-username' }), { description: 'Mail addresses that are told.' })),
  'mailto-user': optional(array(string({ format: 'pve-userid' }), { description: 'Users whose mail addresses are told.' })),
  mode: optional(string({ description: 'How the connection is encrypted.', default: 'tls', enum: ['insecure', 'starttls', 'tls'] })),
  password: secret(optional(string({ description: 'Password.' }))),
  port: optional(integer({ description: 'TCP or UDP port.' })),
  username: optional(string({ description: 'User name.' })),
}
