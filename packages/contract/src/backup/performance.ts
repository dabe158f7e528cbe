import { integer, optional, propertyString } from '@quorate/schema'

export const performanceOption = propertyString({
  'max-workers': optional(integer({ default: 16, minimum: 1, maximum: 256 })),
  'pbs-entries-max': optional(integer({ default: 1048576, minimum: 1 })),
})
