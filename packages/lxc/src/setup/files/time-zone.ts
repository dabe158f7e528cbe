import { Failure } from '@quorate/schema'
import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'

const zones = '/usr/share/zoneinfo'
const form = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+)*$/

function zoneOf({ timezone, hostTimezone }: GuestSettings): string | undefined {
  return timezone === 'host' ? hostTimezone : timezone
}

function has(root: Changes, zone: string): boolean {
  const kind = form.test(zone) ? root.look(`${zones}/${zone}`)?.kind : undefined
  return kind === 'file' || kind === 'link'
}

/** Refuses a zone that somebody asked for by name and that a new container does not know. */
export function checkTimeZone(root: Changes, { timezone }: GuestSettings): void {
  if (timezone === undefined || timezone === 'host' || has(root, timezone)) return
  throw new Failure(
    `Cannot set the time zone: the container's file system has no '${zones}/${timezone}'. ` +
      `Take a template with time zone data (package tzdata), or leave 'timezone' out`,
  )
}

/** Sets the time zone where the container knows it. */
export function writeTimeZone(root: Changes, settings: GuestSettings, nameFile: boolean): void {
  const zone = zoneOf(settings)
  if (zone === undefined || !has(root, zone)) return
  const { target } = root.look('/etc/localtime') ?? {}
  if (!target?.endsWith(`/zoneinfo/${zone}`)) root.link('/etc/localtime', `${zones}/${zone}`)
  if (nameFile || root.exists('/etc/timezone')) root.write('/etc/timezone', `${zone}\n`)
}
