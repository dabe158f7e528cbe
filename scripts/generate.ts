/**
 * Writes what derives from the declarations to generated/. `--check`: writes nothing, fails when a file is not what it
 * would be.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { allEndpoints, openApiDocument, type EndpointSpec } from '@quorate/contract'
import { apiTree } from './generate/api-tree.ts'
import { specialCommands } from '@quorate/contract/cli/special-commands'
import { apiMethodsOf, apiTableText, bashCompletion, commandsOf, tableText } from '@quorate/cli'
import { commandReference } from './generate/command-reference.ts'
import { notBuiltYet } from './generate/not-built-yet.ts'
import { privilegeMatrix } from './generate/privilege-matrix.ts'

const checkout = dirname(import.meta.dirname)
const tools = ['qm', 'pct', 'pvesh', 'pvesm', 'pveam', 'pveum', 'pvenode', 'pvecm']
const check = process.argv.includes('--check')
const specs: readonly EndpointSpec[] = (await allEndpoints()).toSorted((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1))

const files: Readonly<Record<string, () => string>> = {
  'openapi.json': () => `${JSON.stringify(openApiDocument(specs, '9.1.1'), null, 1)}\n`,
  'api-tree.txt': () => apiTree(specs),
  'privileges.md': () => privilegeMatrix(specs),
  'cli/api.json': () => apiTableText(apiMethodsOf(specs)),
  'completion/quorate.bash': () => bashCompletion(tools),
  '../docs/not-built-yet.md': () => notBuiltYet(specs, tools),
  ...Object.fromEntries(
    tools.flatMap(tool => {
      const commands = commandsOf(tool, specs, specialCommands)
      return [
        [`cli/${tool}.json`, () => tableText(commands)],
        [`commands/${tool}.md`, () => commandReference(tool, commands)],
      ]
    }),
  ),
}

function present(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const stale: string[] = []
for (const [name, content] of Object.entries(files)) {
  const path = join(checkout, 'generated', name)
  const text = content()
  if (present(path) === text) continue
  stale.push(name)
  if (check) continue
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
if (check && stale.length > 0) {
  console.error(`generated/ is not up to date (${stale.join(', ')}): run 'npm run generate' and commit the result`)
  process.exit(1)
}
console.log(check ? 'generated/ is up to date' : `generated/: ${stale.length ? `wrote ${stale.join(', ')}` : 'nothing changed'}`)
