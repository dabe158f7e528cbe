import { boolean, number, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'

export const replicationOptions = {
  comment: optional(comment),
  disable: optional(boolean()),
  rate: optional(number({ minimum: 1 })),
  remove_job: optional(string({ enum: ['local', 'full'] })),
  schedule: optional(string({ default: '*/15', format: 'pve-calendar-event', maxLength: 128 })),
  source: optional(string({ format: 'pve-node' })),
}
