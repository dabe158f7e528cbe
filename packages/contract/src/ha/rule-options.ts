import { boolean, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'

export const haRuleOptions = {
  affinity: optional(string({ enum: ['positive', 'negative'] })),
  comment: optional(comment),
  disable: optional(boolean()),
  nodes: optional(string({ format: 'pve-ha-node-list' })),
  strict: optional(boolean({ default: false })),
  type: string({ enum: ['node-affinity', 'resource-affinity'] }),
}
