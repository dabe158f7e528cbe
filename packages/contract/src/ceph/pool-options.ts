import { integer, number, optional, string } from '@quorate/schema'

export const poolOptions = {
  crush_rule: optional(string({ description: 'CRUSH rule.' })),
  pg_num_min: optional(integer({ description: 'Least number of placement groups.', maximum: 32768 })),
  target_size: optional(string({ description: 'Expected size of the data.', pattern: '^(\\d+(\\.\\d+)?)([KMGT])?$' })),
  target_size_ratio: optional(number({ description: 'Expected share of the cluster.' })),
}
