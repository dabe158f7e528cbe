import { boolean, number, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'

export const replicationOptions = {
  comment: optional(comment),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.' })),
  rate: optional(number({ description: 'Rate limit in MB each second.', minimum: 1 })),
  remove_job: optional(string({ description: 'Mark for removal.', enum: ['local', 'full'] })),
  schedule: optional(
    string({ description: 'When it runs, as a calendar event.', default: '*/15', format: 'pve-calendar-event', maxLength: 128 }),
  ),
  source: optional(string({ description: 'Node the guest is on; for internal use.', format: 'pve-node' })),
}
