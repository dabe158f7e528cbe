import { boolean, integer, optional, string } from '@quorate/schema'
import { dnsProviders } from './dns-providers.ts'

export const acmePluginOptions = {
  api: optional(string({ enum: dnsProviders })),
  data: optional(string()),
  disable: optional(boolean()),
  nodes: optional(string({ format: 'pve-node-list' })),
  'validation-delay': optional(integer({ default: 30, minimum: 0, maximum: 172800 })),
}
