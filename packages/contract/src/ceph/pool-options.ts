import { integer, number, optional, string } from '@quorate/schema'

export const poolOptions = {
  crush_rule: optional(string()),
  pg_num_min: optional(integer({ maximum: 32768 })),
  target_size: optional(string({ pattern: '^(\\d+(\\.\\d+)?)([KMGT])?$' })),
  target_size_ratio: optional(number()),
}
