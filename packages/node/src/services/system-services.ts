import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { absentService, type ServiceRow } from './service-row.ts'
import { systemUnits } from './units.ts'

export type ServiceAction = 'start' | 'stop' | 'restart' | 'reload'

const properties = ['Id', 'Description', 'LoadState', 'ActiveState', 'SubState', 'UnitFileState']
const unitStates = new Set(
  'enabled enabled-runtime linked linked-runtime alias masked masked-runtime static disabled indirect generated transient bad'.split(' '),
)

type Unit = Readonly<Record<string, string>>

/** Does systemd run this machine? */
async function hasSystemd({ files }: Pick<Host, 'files'>): Promise<boolean> {
  return (await files.stat('/run/systemd/system')) !== undefined
}

/** Blocks of `Name=value`, one of each unit. */
function parseUnits(text: string): Unit[] {
  return text
    .split(/\n{2,}/)
    .filter(block => block.trim())
    .map(block =>
      Object.fromEntries(
        block
          .split('\n')
          .flatMap(line => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])),
      ),
    )
}

function rowOf(service: string, unit: Unit): ServiceRow {
  const { Id = service, Description, LoadState, ActiveState = 'unknown', SubState = 'unknown', UnitFileState = '' } = unit
  const unitState = LoadState === 'masked' ? 'masked' : UnitFileState
  return {
    service,
    name: Id.replace(/\.service$/, ''),
    desc: Description || service,
    state: SubState,
    'active-state': ActiveState,
    'unit-state': unitStates.has(unitState) ? unitState : 'unknown',
  }
}

/** The services' units: of several names the first that is loaded. Without systemd there is none. */
async function findUnits(host: Pick<Host, 'exec' | 'files'>, services: readonly string[]): Promise<Map<string, Unit>> {
  if (!(await hasSystemd(host))) return new Map()
  const units = services.flatMap(service => (systemUnits[service] ?? []).map(unit => ({ service, unit })))
  if (units.length === 0) return new Map()
  const args = ['show', '--no-pager', `--property=${properties.join(',')}`, '--', ...units.map(({ unit }) => unit)]
  const blocks = parseUnits((await host.exec('systemctl', args)).stdout)
  if (blocks.length !== units.length) throw new Failure(`systemctl told of ${blocks.length} units and was asked for ${units.length}`)
  const found = new Map<string, Unit>()
  for (const [index, { service }] of units.entries()) {
    const block = blocks[index]
    if (block && block.LoadState !== 'not-found' && !found.has(service)) found.set(service, block)
  }
  return found
}

/** The machine's services as systemd knows them. */
export async function systemServiceRows(host: Pick<Host, 'exec' | 'files'>, services: readonly string[]): Promise<ServiceRow[]> {
  const units = await findUnits(host, services)
  return services.map(service => {
    const unit = units.get(service)
    return unit ? rowOf(service, unit) : absentService(service)
  })
}

/** Looks for the unit, and answers how to act on it. Fails when there is none, or it is not ours to touch. */
export async function systemServiceAction(
  host: Pick<Host, 'exec' | 'files' | 'root'>,
  service: string,
  action: ServiceAction,
): Promise<() => Promise<void>> {
  if (host.root.trial)
    throw new Failure(
      `cannot ${action} ${service}: this is a trial root (${host.root.path}), which never touches the machine's own services`,
    )
  if (!(await hasSystemd(host))) throw new Failure(`cannot ${action} ${service}: systemd does not run this machine`)
  const unit = (await findUnits(host, [service])).get(service)?.Id
  if (unit === undefined) throw new Failure(`cannot ${action} ${service}: it is not installed on this node`)
  return async () => void (await host.exec('systemctl', [action, '--', unit]))
}
