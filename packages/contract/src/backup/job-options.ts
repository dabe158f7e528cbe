import { boolean, optional, string } from '@quorate/schema'
import { schedule } from '../parameters.ts'

export const backupJobOptions = {
  comment: optional(string({ description: 'Free text.', maxLength: 512 })),
  enabled: optional(boolean({ description: 'Whether it is in use.', default: true })),
  'repeat-missed': optional(boolean({ description: 'Run soon after the node was off at the planned time.', default: false })),
  schedule: optional(schedule),
  starttime: optional(string({ description: 'Start time.', pattern: '\\d{1,2}:\\d{1,2}' })),
}
