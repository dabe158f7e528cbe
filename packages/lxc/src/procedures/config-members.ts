import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { keySchemas } from '@quorate/guest'
import { compilePropertyString, encodeText, Refusal, type PropertyStringSchema, type SchemaData } from '@quorate/schema'

const schemaOf = keySchemas(lxcConfigKeys)

type Members = Readonly<Record<string, unknown>>

/** The members of a key's property string; undefined: it cannot be read. */
export function membersOf(key: string, text: string): Members | undefined {
  const parsed = compilePropertyString(schemaOf(key) as PropertyStringSchema).parse(text)
  return parsed instanceof Refusal ? undefined : (parsed as Members)
}

/** The text of a key's property string, its members in the order in which people find them in their files. */
export function textOf(key: string, members: Members): string {
  return encodeText(schemaOf(key) as SchemaData, members)
}
