import { implement, type Implementation, type TaskWork } from '@quorate/contract'
import { service as serviceSchema } from '@quorate/contract/nodes/parameters'
import { nodesServices } from '@quorate/contract/nodes/services'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { OwnServices, type OwnServicesParts } from './services/own-services.ts'
import type { ServiceRow } from './services/service-row.ts'
import { systemServiceAction, systemServiceRows, type ServiceAction } from './services/system-services.ts'

export interface ServicesParts extends Omit<OwnServicesParts, 'host'> {
  readonly host: Host
  /** Does lxcfs run, whoever has started it? */
  lxcfsRuns(): Promise<boolean>
}

const ownLxcfs: ServiceRow = {
  service: 'lxcfs',
  name: 'lxcfs',
  desc: 'Quorate: CPUs, memory and uptime as containers see them',
  state: 'running',
  'active-state': 'active',
  'unit-state': 'static',
}

/** Every name that clients may ask for. */
const known = 'enum' in serviceSchema ? (serviceSchema.enum as readonly string[]) : []

/** The product's own processes, and what else of the machine's services people look after. */
export function servicesApi(parts: ServicesParts): Implementation[] {
  const { host } = parts
  const own = new OwnServices(parts)
  const rows = async (services: readonly string[]) => {
    const ofSystem = await systemServiceRows(
      host,
      services.filter(service => !own.has(service)),
    )
    const lxcfs = ofSystem.findIndex(({ service, state }) => service === 'lxcfs' && state !== 'running')
    if (lxcfs >= 0 && (await parts.lxcfsRuns())) ofSystem[lxcfs] = ownLxcfs
    return [...services.filter(service => own.has(service)).map(service => own.row(service)), ...ofSystem].toSorted((one, other) =>
      one.service < other.service ? -1 : 1,
    )
  }
  const act =
    (action: ServiceAction) =>
    async (_call: unknown, { service }: { service: string }): Promise<TaskWork> => {
      if (!own.has(service)) {
        const work = await systemServiceAction(host, service, action)
        return async task => {
          await work()
          task.log(`${action} ${service}: done`)
        }
      }
      if (action === 'stop')
        throw new Failure(`cannot stop ${service}: it is a process of the product, which ends as a whole - restart it, or end the product`)
      if (action === 'start') return async task => task.log(`${service} is a process of the product and runs already`)
      own.checkRestart(service)
      return async task => {
        task.log(`ending ${service}, which the supervisor then starts again`)
        task.log(`${service} runs as process ${await own.restart(service)}`)
      }
    }
  return implement(nodesServices, {
    list: () => rows(known),
    state: async (_call, { service }) => (await rows([service]))[0],
    start: act('start'),
    stop: act('stop'),
    restart: act('restart'),
    reload: act('reload'),
  })
}
