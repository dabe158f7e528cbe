import type { QmpClient } from '../qmp/qmp-client.ts'

type Talk = Pick<QmpClient, 'execute'>

async function names(client: Talk, path: string): Promise<Set<string>> {
  return new Set((await client.execute('qom-list', { path })).filter(entry => entry.type.startsWith('child<')).map(entry => entry.name))
}

/** Ids of the devices that a running machine has. */
export function presentDevices(client: Talk): Promise<Set<string>> {
  return names(client, '/machine/peripheral')
}

/** Ids of throttle groups, threads, memory and the like. */
export function presentObjects(client: Talk): Promise<Set<string>> {
  return names(client, '/objects')
}
