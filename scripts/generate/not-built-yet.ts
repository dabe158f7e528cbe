import { commandsOf, specialRuns } from '@quorate/cli'
import type { EndpointSpec } from '@quorate/contract'
import { specialCommands } from '@quorate/contract/cli/special-commands'
import { implementedMethods } from './implemented.ts'

const built = implementedMethods()
const isBuilt = (spec: EndpointSpec) => spec.index === true || built.has(`${spec.method} ${spec.path}`)

/** The first segments of a path, down to the resource or to a part of it. */
function familyOf(path: string, fine: boolean): string {
  const segments = path.split('/').slice(1)
  const depth = segments[0] !== 'nodes' ? 2 : fine && ['qemu', 'lxc', 'storage'].includes(segments[2] ?? '') ? 5 : 3
  return `/${segments.slice(0, depth).join('/')}`
}

const isWhole = (members: readonly EndpointSpec[], missing: readonly EndpointSpec[]) =>
  missing.length > 3 && missing.length === members.filter(spec => !spec.index).length

function methodLines(specs: readonly EndpointSpec[], fine = false): string[] {
  const lines: string[] = []
  for (const [family, members] of [...Map.groupBy(specs, spec => familyOf(spec.path, fine))].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const missing = members.filter(spec => !isBuilt(spec))
    if (isWhole(members, missing)) lines.push(`- \`${family}\`: all ${missing.length} methods`)
    else if (!fine) lines.push(...methodLines(members, true))
    else
      for (const [path, methods] of Map.groupBy(missing, spec => spec.path))
        lines.push(`- \`${path}\`: ${methods.map(one => one.method).join(', ')}`)
  }
  return lines
}

function commandLines(specs: readonly EndpointSpec[], tools: readonly string[]): string[] {
  return tools.flatMap(tool => {
    const missing = commandsOf(tool, specs, specialCommands).filter(({ words, api }) =>
      api ? !built.has(`${api.method} ${api.path}`) : !specialRuns[[tool, ...words].join(' ')],
    )
    return missing.length === 0 ? [] : [`- \`${tool}\`: ${missing.map(one => `\`${one.words.join(' ')}\``).join(', ')}`]
  })
}

/** What is declared and has nothing behind it. */
export function notBuiltYet(specs: readonly EndpointSpec[], tools: readonly string[]): string {
  const usages = [
    ...specialCommands.map(one => one.usage),
    ...specs.flatMap(({ cli }) => [cli ?? []].flat().map(one => (typeof one === 'string' ? one : one.usage))),
  ]
  const others = [...new Set(usages.map(usage => usage.split(' ')[0] ?? ''))].filter(tool => !tools.includes(tool)).toSorted()
  return `# What is not built yet

Generated from the declarations and the handlers that the daemon is put together from: \`npm run generate\` writes it anew,
and the check fails when it is out of date. A method listed here is answered with 501, a command says so and ends with 1.

## API

${specs.filter(spec => !isBuilt(spec)).length} of ${specs.length} methods are not built.

${methodLines(specs).join('\n')}

## Command line

${commandLines(specs, tools).join('\n')}

Whole tools: ${others.map(tool => `\`${tool}\``).join(', ')}.
`
}
