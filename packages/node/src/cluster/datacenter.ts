import { clusterOptions } from '@quorate/contract/cluster/options'
import { ColonConfig, compilePropertyString, encodeText, parameterFailure, Refusal, type SchemaData } from '@quorate/schema'

const keys: Readonly<Record<string, SchemaData>> = clusterOptions.update.parameters

/** Keys whose value the API shows as an object. */
const shownAsObjects = new Set(['notify', 'tag-style', 'webauthn', 'user-tag-access'])

function typed(key: string, text: string): unknown {
  const schema = keys[key]
  if (!schema) return text
  if (schema.type === 'integer' || schema.type === 'number') return Number(text)
  if (schema.type === 'boolean') return /^(?:1|yes|on|true)$/i.test(text)
  if (shownAsObjects.has(key) && 'properties' in schema && schema.type === 'string') {
    const parsed = compilePropertyString(schema).parse(text)
    return parsed instanceof Refusal ? text : parsed
  }
  return text
}

/** datacenter.cfg as the API shows it. */
export function datacenterView(text: string): Record<string, unknown> {
  const config = ColonConfig.parse(text)
  const view: Record<string, unknown> = {}
  for (const [key, value] of config.entries()) view[key] = typed(key, value)
  if (config.comment) view.description = config.comment
  const tags = view['registered-tags']
  if (typeof tags === 'string') view['registered-tags'] = tags.split(';')
  return view
}

/** What every user's interface needs: how tags look and which may be set, and the kind of console. */
const harmless = ['console', 'registered-tags', 'tag-style', 'user-tag-access'] as const

/** Those options that users without Sys.Audit see. */
export const forEverybody = (options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(harmless.flatMap(key => (options[key] === undefined ? [] : [[key, options[key]]])))

/** The file with the given options set and those named in `delete` gone. */
export function editDatacenter(text: string, options: Readonly<Record<string, unknown>>): string {
  const config = ColonConfig.parse(text)
  for (const key of String(options.delete ?? '')
    .split(/[,;\s]+/)
    .filter(Boolean)) {
    if (!keys[key] || key === 'delete') throw parameterFailure({ delete: `no such option '${key}'` })
    if (options[key] !== undefined) throw parameterFailure({ delete: `'${key}' is set and deleted at once` })
    if (key === 'description') config.comment = ''
    else config.delete(key)
  }
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || key === 'delete' || key === 'digest') continue
    if (key === 'description') config.comment = String(value).replace(/\n+$/, '')
    else if (keys[key]) config.set(key, encodeText(keys[key], value))
  }
  return config.toString()
}
