import { openApiDocument } from '@quorate/contract'
import type { Route } from './router.ts'

/** Every declared method as an OpenAPI document. `x-built` tells which ones this build answers. */
export function describeApi(routes: Iterable<Route>, version: string): string {
  const all = [...routes]
  const document = openApiDocument(
    all.map(({ spec }) => spec),
    version,
  )
  const paths = document.paths as Record<string, Record<string, Record<string, unknown>>>
  for (const { spec, implementation, rows } of all) {
    const operation = paths[spec.path]?.[spec.method.toLowerCase()]
    if (operation) operation['x-built'] = implementation !== undefined || rows !== undefined
  }
  return JSON.stringify(document)
}
