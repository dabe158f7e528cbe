import type { EndpointSpec } from '@quorate/contract'
import type { SchemaData } from '@quorate/schema'

type Row = Readonly<Record<string, string>>

function onlyMember(returns: SchemaData | undefined): string | undefined {
  if (!returns || !('items' in returns)) return undefined
  const { items } = returns
  const names = 'properties' in items ? Object.keys(items.properties) : []
  return names.length === 1 ? names[0] : undefined
}

/** The rows of an index: one per name below its path, under the member that its declaration names, else under the two usual ones. */
export function indexRows(spec: EndpointSpec, names: readonly string[]): Row[] {
  const member = onlyMember(spec.returns)
  return names.toSorted().map((name): Row => (member === undefined ? { name, subdir: name } : { [member]: name }))
}
