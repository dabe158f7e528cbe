import { parameterFailure } from '@quorate/schema'

/** Zones of the time zone database come in three sets that differ in leap seconds alone. */
const sets = /^(?:posix|right)\//

/** Refuses a time zone that there is not: a container would go on in another one without a word. */
export function checkTimeZoneName(set: ReadonlyMap<string, string>): void {
  const zone = set.get('timezone')
  if (zone === undefined || zone === 'host') return
  try {
    Intl.DateTimeFormat('en', { timeZone: zone.replace(sets, '') })
  } catch {
    throw parameterFailure({ timezone: `there is no time zone '${zone}'. Names are such as 'Europe/Berlin', or 'host' for the node's` })
  }
}
