import { array, boolean, optional, string } from '@quorate/schema'

export const matcherOptions = {
  comment: optional(string()),
  disable: optional(boolean({ default: false })),
  'invert-match': optional(boolean()),
  'match-calendar': optional(array(string())),
  'match-field': optional(array(string())),
  'match-severity': optional(array(string())),
  mode: optional(string({ default: 'all', enum: ['all', 'any'] })),
  target: optional(array(string({ format: 'pve-configid' }))),
}
