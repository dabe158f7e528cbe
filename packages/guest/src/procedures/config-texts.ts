import { encodeText, type Properties } from '@quorate/schema'
import { keySchemas } from '../config/key-schema.ts'

/**
 * Picks the config keys from decoded parameters, with the texts that a config holds, for one kind of guest. `rewritten`:
 * keys whose text is completed or rewritten anyway; all others keep a person's own words (`given`: property strings as
 * they came).
 */
export function configTextsOf(
  properties: Properties,
  rewritten: RegExp,
): (parameters: Readonly<Record<string, unknown>>, given?: Readonly<Record<string, string>>) => Map<string, string> {
  const schemaOf = keySchemas(properties)
  return (parameters, given = {}) => {
    const texts = new Map<string, string>()
    for (const [key, value] of Object.entries(parameters)) {
      const schema = value === undefined ? undefined : schemaOf(key)
      if (schema) texts.set(key, (rewritten.test(key) ? undefined : given[key]?.trim()) ?? encodeText(schema, value))
    }
    // A bare number would do for us; Terraform reads the order only by its name.
    const startup = texts.get('startup')
    if (startup !== undefined) texts.set('startup', startup.replace(/^(?=\d)/, 'order='))
    return texts
  }
}
