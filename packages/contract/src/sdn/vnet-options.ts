import { boolean, integer, optional, string } from '@quorate/schema'

export const vnetOptions = {
  alias: optional(string({ pattern: '(?^i:[\\(\\)-_.\\w\\d\\s]{0,256})', maxLength: 256 })),
  'isolate-ports': optional(boolean()),
  'lock-token': optional(string()),
  tag: optional(integer({ minimum: 1, maximum: 16777215 })),
  vlanaware: optional(boolean()),
}
