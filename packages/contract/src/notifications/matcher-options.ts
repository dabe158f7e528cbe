import { array, boolean, optional, string } from '@quorate/schema'

export const matcherOptions = {
  comment: optional(string({ description: 'Free text.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
  'invert-match': optional(boolean({ description: 'Match what the conditions do not match.' })),
  'match-calendar': optional(array(string(), { description: 'Match times.' })),
  'match-field': optional(array(string(), { description: 'Match fields: exact or regex.' })),
  'match-severity': optional(array(string(), { description: 'Match severities.' })),
  mode: optional(string({ description: 'Whether all conditions or any of them must match.', default: 'all', enum: ['all', 'any'] })),
  target: optional(array(string({ format: 'pve-configid' }), { description: 'Targets that are told.' })),
}
