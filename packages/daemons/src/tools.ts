import { pveshCommands, type Tool } from '@quorate/cli'
import { allEndpoints, loadArea, type Area } from '@quorate/contract'
import { Failure } from '@quorate/schema'

/** Areas of the contract that a tool's commands come from: it loads no others. */
const areasOf: Readonly<Record<string, readonly Area[]>> = {
  qm: ['qemu'],
  pvesm: ['storage'],
  pveum: ['access', 'pools'],
  pvenode: ['nodes', 'acme'],
}

/** The tool of a name. Throws a Failure for one that there is not. */
export function toolNamed(name: string): Tool {
  if (name === 'pvesh') return { name, specs: async () => [], special: pveshCommands(allEndpoints) }
  const areas = areasOf[name]
  if (!areas) throw new Failure(`there is no tool '${name}'`)
  return { name, specs: async () => (await Promise.all(areas.map(area => loadArea(area)))).flat(), special: [] }
}
