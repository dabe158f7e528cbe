import { defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const nodeOptions = {
  acme: optional(
    propertyString(
      {
        account: optional(string({ description: 'Name of the ACME account.', default: 'default', format: 'pve-configid' })),
        domains: optional(string({ description: 'Domain names, separated by semicolon.', format: 'pve-acme-domain-list' })),
      },
      { description: 'ACME account and domains of the node.' },
    ),
  ),
  'acmedomain[n]': optional(
    propertyString(
      {
        alias: optional(string({ description: 'Domain that the challenge is answered in.', format: 'pve-acme-alias' })),
        domain: defaultKey(string({ description: 'Domain name.', format: 'pve-acme-domain' })),
        plugin: optional(string({ description: 'Challenge plugin.', default: 'standalone', format: 'pve-configid' })),
      },
      { description: 'Domain with its own plugin.', count: 6 },
    ),
  ),
  'ballooning-target': optional(
    integer({ description: 'Memory use in percent that ballooning aims for.', default: 80, minimum: 0, maximum: 100 }),
  ),
  description: optional(string({ description: 'Notes; shown in the interface.', maxLength: 65536 })),
  'startall-onboot-delay': optional(
    integer({ description: 'Wait in seconds before guests start with the node.', default: 0, minimum: 0, maximum: 300 }),
  ),
  wakeonlan: optional(
    propertyString(
      {
        'bind-interface': optional(
          string({
            description: 'Interface that wakes the node.',
            default: 'The interface carrying the default route',
            format: 'pve-iface',
          }),
        ),
        'broadcast-address': optional(
          string({ description: 'Address to send the magic packet to.', default: '255.255.255.255', format: 'ipv4' }),
        ),
        mac: defaultKey(string({ description: 'MAC address of the node.', format: 'mac-addr' })),
      },
      { description: 'How to wake the node.' },
    ),
  ),
}
