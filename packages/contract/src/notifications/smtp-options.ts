import { array, boolean, integer, optional, string } from '@quorate/schema'
import { secret } from '../endpoint.ts'

export const smtpOptions = {
  author: optional(string()),
  comment: optional(string()),
  disable: optional(boolean({ default: false })),
  mailto: optional(array(string({ format: 'email-or-username' }))),
  'mailto-user': optional(array(string({ format: 'pve-userid' }))),
  mode: optional(string({ default: 'tls', enum: ['insecure', 'starttls', 'tls'] })),
  password: secret(optional(string())),
  port: optional(integer()),
  username: optional(string()),
}
