import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'
import { methodAt, normalPath } from '../../api-method.ts'
import { typeText } from '../../help/type-text.ts'
import { isSet, one, type SpecialRun } from '../special-run.ts'

const verbs: readonly (readonly [string, HttpMethod])[] = [
  ['get', 'GET'],
  ['set', 'PUT'],
  ['create', 'POST'],
  ['delete', 'DELETE'],
]

export const pveshUsage: SpecialRun = async ({ terminal, methods: load, read }) => {
  const { parameters } = read()
  const path = normalPath(one(parameters, 'api_path'))
  const wanted = one(parameters, 'command')
  const methods = await load(true)
  let shown = 0
  for (const [verb, method] of verbs) {
    const found = wanted === undefined || wanted === verb ? methodAt(methods, method, path) : undefined
    if (!found) continue
    shown += 1
    const options = Object.entries(found.parameters).toSorted(([a], [b]) => a.localeCompare(b))
    const needed = options.filter(([, schema]) => !schema.optional).map(([name, schema]) => ` --${name} ${typeText(schema)}`)
    terminal.out(`USAGE: pvesh ${verb} ${found.path || '/'}${needed.join('')}${options.length > needed.length ? ' [OPTIONS]' : ''}\n`)
    if (isSet(one(parameters, 'verbose'))) {
      terminal.out(`\n  ${found.description}\n\n`)
      for (const [name, schema] of options) {
        const fallback = schema.default === undefined ? '' : `   (default=${String(schema.default)})`
        terminal.out(
          `  --${name.padEnd(18)} ${typeText(schema)}${fallback}\n${schema.description ? `       ${schema.description}\n` : ''}\n`,
        )
      }
    }
    if (isSet(one(parameters, 'returns'))) terminal.out(`\nRETURNS: ${JSON.stringify(found.returns ?? { type: 'null' }, null, 3)}\n\n`)
  }
  if (shown === 0) throw new Failure(`no such resource '${path}'`, { status: 404 })
  return 0
}
