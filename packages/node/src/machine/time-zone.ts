import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { parameterFailure } from '@quorate/schema'
import { refuseOnTrial, writeEtc } from './etc-file.ts'

const zones = '/usr/share/zoneinfo'

/** Makes it the zone of the machine, and of this process, which would keep the one that it began with. */
export async function setTimeZone(host: Pick<Host, 'exec' | 'files' | 'root'>, zone: string): Promise<void> {
  const well = /^[A-Za-z][\w+-]*(?:\/[A-Za-z][\w+-]*){0,2}$/.test(zone)
  if (!well || (await host.files.stat(join(zones, zone)))?.kind !== 'file')
    throw parameterFailure({ timezone: `there is no time zone '${zone}'. Names are such as 'Europe/Berlin'` })
  refuseOnTrial(host, 'localtime')
  await host.exec('ln', ['--symbolic', '--force', '--no-target-directory', '--', join(zones, zone), '/etc/localtime'])
  await writeEtc(host, 'timezone', `${zone}\n`)
  process.env.TZ = zone
}
