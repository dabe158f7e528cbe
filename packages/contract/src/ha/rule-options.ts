import { boolean, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'

export const haRuleOptions = {
  affinity: optional(string({ description: 'Where it may run.', enum: ['positive', 'negative'] })),
  comment: optional(comment),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.' })),
  nodes: optional(string({ description: 'Nodes it applies to.', format: 'pve-ha-node-list' })),
  strict: optional(boolean({ description: 'Run only on these nodes.', default: false })),
  type: string({ description: 'Type.', enum: ['node-affinity', 'resource-affinity'] }),
}
