import { boolean, defaultKey, integer, optional, propertyString, string } from '@quorate/schema'

export const clusterFirewallOptions = {
  ebtables: optional(boolean({ description: 'Also filter on the link layer.', default: true })),
  enable: optional(integer({ description: 'Whether it is in force.', default: 0, minimum: 0 })),
  log_ratelimit: optional(
    propertyString(
      {
        burst: optional(integer({ description: 'Lines let through at once.', default: 5, minimum: 0 })),
        enable: defaultKey(boolean({ description: 'Whether it is in use.', default: true })),
        rate: optional(string({ description: 'Rate limit.', default: '1/second', pattern: '[1-9][0-9]*\\/(second|minute|hour|day)' })),
      },
      { description: 'Most log lines in a time.' },
    ),
  ),
  policy_forward: optional(string({ description: 'What happens with forwarded traffic that no rule matches.', enum: ['ACCEPT', 'DROP'] })),
  policy_in: optional(
    string({ description: 'What happens with incoming traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
  ),
  policy_out: optional(
    string({ description: 'What happens with outgoing traffic that no rule matches.', enum: ['ACCEPT', 'REJECT', 'DROP'] }),
  ),
}
