import { boolean, integer, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'
import { group } from './parameters.ts'

export const haResourceOptions = {
  comment: optional(comment),
  failback: optional(boolean({ default: true })),
  group: optional(group),
  max_relocate: optional(integer({ default: 1, minimum: 0 })),
  max_restart: optional(integer({ default: 1, minimum: 0 })),
  state: optional(string({ default: 'started', enum: ['started', 'stopped', 'enabled', 'disabled', 'ignored'] })),
}
