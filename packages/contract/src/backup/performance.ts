import { integer, optional, propertyString } from '@quorate/schema'

export const performanceOption = propertyString({
  'max-workers': optional(integer({ description: 'Parallel operations of the backup.', default: 16, minimum: 1, maximum: 256 })),
  'pbs-entries-max': optional(integer({ description: 'Most directory entries held in memory.', default: 1048576, minimum: 1 })),
})
