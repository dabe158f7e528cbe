import { readFileSync } from 'node:fs'
import type { ApiMethod } from '@quorate/cli/api-method'
import type { Command } from '@quorate/cli/command'
import type { Tool } from '@quorate/cli/run-tool'
import { specialRun } from '@quorate/cli/special/registry'
import type { Area } from '@quorate/contract/areas'
import { Failure } from '@quorate/schema/failure'

/** Areas of the contract that a tool's commands come from: it loads no others. */
const areasOf: Readonly<Record<string, readonly Area[]>> = {
  qm: ['qemu', 'additions'],
  pct: ['lxc', 'additions'],
  pvesm: ['storage', 'backup'],
  pveam: ['storage', 'additions'],
  pveum: ['access', 'pools'],
  pvecm: ['cluster', 'additions'],
  pvenode: ['nodes', 'acme'],
  pvesh: [],
}

export const toolNames = Object.keys(areasOf)

/** A generated file; undefined in a checkout where it is missing or broken: the declarations say the same, slower. */
function readTable<T>(file: string): readonly T[] | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T[]
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** The tool of a name. `tables`: folder of the generated tables. Throws a Failure for one that there is not. */
export function toolNamed(name: string, tables: string): Tool {
  const areas = areasOf[name]
  if (!areas) throw new Failure(`there is no tool '${name}'`)
  let declared: Promise<readonly Command[]> | undefined
  return {
    name,
    table: () => readTable<Command>(`${tables}/${name}.json`),
    declared: () => (declared ??= declaredCommands(name, areas)),
    async methods(whole) {
      const table = whole ? undefined : readTable<ApiMethod>(`${tables}/api.json`)
      return table ?? (await declaredMethods())
    },
    special: specialRun,
  }
}

async function declaredCommands(name: string, areas: readonly Area[]): Promise<readonly Command[]> {
  const [{ commandsOf }, { loadArea }, { specialCommands }] = await Promise.all([
    import('@quorate/cli/commands/commands-of'),
    import('@quorate/contract/areas'),
    import('@quorate/contract/cli/special-commands'),
  ])
  const specs = await Promise.all(areas.map(area => loadArea(area)))
  return commandsOf(name, specs.flat(), specialCommands)
}

async function declaredMethods(): Promise<readonly ApiMethod[]> {
  const [{ apiMethodsOf }, { allEndpoints }] = await Promise.all([import('@quorate/cli/api-method'), import('@quorate/contract/areas')])
  return apiMethodsOf(await allEndpoints())
}
