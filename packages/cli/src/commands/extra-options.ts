import type { Properties } from '@quorate/schema'

const verbose: Properties = { verbose: { type: 'boolean', optional: true, description: 'Show everything that is known.' } }

/** Options about how an answer is shown: not part of the call. */
export const extraOptions: Readonly<Record<string, Properties>> = {
  'qm status': verbose,
  'pct status': verbose,
  'ha-manager status': verbose,
}
