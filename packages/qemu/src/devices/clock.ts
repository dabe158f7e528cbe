import type { PlanContext } from '../plan/plan-context.ts'
import { windowsVersion } from './os-type.ts'

/** The guest's clock. Windows keeps local time in it and loses ticks when several come at once. */
export function clockOptions(context: PlanContext): string[] {
  const { config, accel } = context
  const windows = windowsVersion(config.ostype) !== undefined
  const parts: string[] = []
  if (config.tdf || windows) parts.push('driftfix=slew')
  if (config.startdate !== undefined && config.startdate !== 'now') parts.push(`base=${config.startdate}`)
  else if (config.localtime ?? windows) parts.push('base=localtime')
  const options = parts.length ? ['-rtc', parts.join(',')] : []
  if (windows && accel === 'kvm') options.push('-global', 'kvm-pit.lost_tick_policy=discard')
  return options
}

/** Windows from Vista on reads the high precision timer far too often; without it idle costs less. */
export function wantsHpet(ostype: string | undefined): boolean {
  return (windowsVersion(ostype) ?? 0) < 6
}
