import { boolean, integer, optional, string } from '@quorate/schema'
import { dnsProviders } from './dns-providers.ts'

export const acmePluginOptions = {
  api: optional(string({ description: 'DNS service.', enum: dnsProviders })),
  data: optional(string({ description: 'Settings of the DNS service, base64.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.' })),
  nodes: optional(string({ description: 'Nodes that use the plugin.', format: 'pve-node-list' })),
  'validation-delay': optional(
    integer({
      description: 'Wait in seconds between setting the DNS record and asking for validation.',
      default: 30,
      minimum: 0,
      maximum: 172800,
    }),
  ),
}
