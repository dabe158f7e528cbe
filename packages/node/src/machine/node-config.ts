import { nodesConfig } from '@quorate/contract/nodes/config'
import { ColonConfig, encodeText, parameterFailure, type SchemaData } from '@quorate/schema'
import { schemaOfKey } from './schema-of-key.ts'

const keys: Readonly<Record<string, SchemaData>> = nodesConfig.update.parameters
const numbers = new Set(['ballooning-target', 'startall-onboot-delay'])

/** The node's own options as the API shows them. */
export function nodeConfigView(text: string, property: string | undefined): Record<string, unknown> {
  const config = ColonConfig.parse(text)
  const all: Record<string, unknown> = Object.fromEntries(
    [...config.entries()].map(([key, value]) => [key, numbers.has(key) ? Number(value) : value]),
  )
  if (config.comment) all.description = config.comment
  if (property === undefined || property === 'all') return all
  return all[property] === undefined ? {} : { [property]: all[property] }
}

/** The file with options set, and those named in `delete` gone. */
export function editNodeConfig(text: string, options: Readonly<Record<string, unknown>>): string {
  const config = ColonConfig.parse(text)
  for (const key of String(options.delete ?? '')
    .split(/[,;\s]+/)
    .filter(Boolean)) {
    if (!schemaOfKey(keys, key)) throw parameterFailure({ delete: `no such option '${key}'` })
    if (key === 'description') config.comment = ''
    else config.delete(key)
  }
  for (const [key, value] of Object.entries(options)) {
    const schema = schemaOfKey(keys, key)
    if (value === undefined || !schema || ['delete', 'digest', 'node'].includes(key)) continue
    if (key === 'description') config.comment = String(value).replace(/\n+$/, '')
    else config.set(key, encodeText(schema, value))
  }
  return config.toString()
}
