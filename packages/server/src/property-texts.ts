import type { EndpointSpec } from '@quorate/contract'

/** The property strings among the parameters as they came. undefined: there are none. */
export function propertyTexts(spec: EndpointSpec, raw: Readonly<Record<string, unknown>>): Record<string, string> | undefined {
  let texts: Record<string, string> | undefined
  for (const [name, value] of Object.entries(raw)) {
    if (typeof value !== 'string') continue
    const schema = spec.parameters[name] ?? spec.parameters[name.replace(/\d+$/, '[n]')]
    if (schema?.type === 'string' && 'properties' in schema) (texts ??= {})[name] = value
  }
  return texts
}
