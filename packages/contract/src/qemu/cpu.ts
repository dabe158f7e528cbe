import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const cpuOption = propertyString({
  cputype: defaultKey(optional(string({ default: 'kvm64', pattern: '(?^:(custom-)?[a-zA-Z0-9_.-]+)' }))),
  flags: optional(string({ pattern: '(?^:[+-][a-zA-Z0-9_.-]+(;[+-][a-zA-Z0-9_.-]+)*)' })),
  'guest-phys-bits': optional(integer({ minimum: 32, maximum: 64 })),
  hidden: optional(boolean({ default: false })),
  'hv-vendor-id': optional(string({ pattern: '(?^:[a-zA-Z0-9]{1,12})' })),
  'phys-bits': optional(string({ pattern: '(?^:host|[89]|[1-5][0-9]|6[0-4])' })),
  'reported-model': optional(string({ default: 'kvm64', pattern: '(?^:[a-zA-Z0-9_.-]+)' })),
})
