import { boolean, integer, optional, string } from '@quorate/schema'
import { comment } from '../parameters.ts'
import { group } from './parameters.ts'

export const haResourceOptions = {
  comment: optional(comment),
  failback: optional(boolean({ description: 'Move back to the preferred node when it returns.', default: true })),
  group: optional(group),
  max_relocate: optional(integer({ description: 'How often to try another node when a start fails.', default: 1, minimum: 0 })),
  max_restart: optional(integer({ description: 'How often to try again on the same node when a start fails.', default: 1, minimum: 0 })),
  state: optional(
    string({ description: 'Wanted state.', default: 'started', enum: ['started', 'stopped', 'enabled', 'disabled', 'ignored'] }),
  ),
}
