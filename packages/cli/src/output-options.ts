import type { Properties } from '@quorate/schema'
import { Failure } from '@quorate/schema/failure'

export interface OutputOptions {
  readonly format: 'text' | 'json' | 'json-pretty' | 'yaml'
  readonly header: boolean
  readonly border: boolean
  readonly quiet: boolean
  /** Sizes, times and shares as people read them. */
  readonly human: boolean
}

/** Options of every command that says how its answer is shown. */
export const outputOptions: Properties = {
  'output-format': { type: 'string', enum: ['text', 'json', 'json-pretty', 'yaml'] },
  noheader: { type: 'boolean' },
  noborder: { type: 'boolean' },
  quiet: { type: 'boolean' },
  'human-readable': { type: 'boolean' },
  help: { type: 'boolean' },
}

export function readOutput(given: ReadonlyMap<string, readonly string[]>): OutputOptions {
  const on = (name: string, fallback = '0') => /^(?:1|yes|on|true)$/i.test(given.get(name)?.at(-1) ?? fallback)
  const format = given.get('output-format')?.at(-1) ?? 'text'
  if (format !== 'text' && format !== 'json' && format !== 'json-pretty' && format !== 'yaml') {
    throw new Failure(`output-format: '${format}' is none of text, json, json-pretty, yaml`, { status: 400 })
  }
  const human = on('human-readable', format === 'text' ? '1' : '0')
  return { format, header: !on('noheader'), border: !on('noborder'), quiet: on('quiet'), human }
}
