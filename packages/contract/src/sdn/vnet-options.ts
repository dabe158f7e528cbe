import { boolean, integer, optional, string } from '@quorate/schema'

export const vnetOptions = {
  alias: optional(string({ description: 'Second name.', pattern: '(?^i:[\\(\\)-_.\\w\\d\\s]{0,256})', maxLength: 256 })),
  'isolate-ports': optional(boolean({ description: 'Guests of this network cannot reach each other.' })),
  'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
  tag: optional(integer({ description: 'VLAN or VXLAN id.', minimum: 1, maximum: 16777215 })),
  vlanaware: optional(boolean({ description: 'Let guests use VLAN tags.' })),
}
