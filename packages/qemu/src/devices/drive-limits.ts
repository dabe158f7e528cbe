import type { DriveConfig } from '../plan/vm-config.ts'

const mebibyte = 2 ** 20

/**
 * Limits of a throttle group as QMP takes them; 0 means none. All are always there, so that a change at run time takes old
 * ones away. A burst that is not above a limit of its own means nothing and is left out; `complain` is told.
 */
export function driveLimits(drive: DriveConfig, complain: (text: string) => void = () => undefined): Record<string, number> {
  if (!hasLimits(drive)) return { ...none }
  return limitsOf(drive, complain)
}

function hasLimits(drive: DriveConfig): boolean {
  for (const name in drive) if (name.startsWith('bps') || name.startsWith('mbps') || name.startsWith('iops')) return true
  return false
}

function limitsOf(drive: DriveConfig, complain: (text: string) => void): Record<string, number> {
  const limits: Record<string, number> = {}
  for (const [suffix, name] of [
    ['', 'total'],
    ['_rd', 'read'],
    ['_wr', 'write'],
  ] as const) {
    const bytes = (peak: '' | '_max') =>
      (peak === '' ? drive[`bps${suffix}`] : undefined) ?? Math.round((drive[`mbps${suffix}${peak}`] ?? 0) * mebibyte)
    const count = (peak: '' | '_max') => drive[`iops${suffix}${peak}`] ?? 0
    limits[`bps-${name}`] = bytes('')
    limits[`bps-${name}-max`] = bytes('_max')
    limits[`bps-${name}-max-length`] = bytes('_max') ? (drive[`bps${suffix}_max_length`] ?? 1) : 1
    limits[`iops-${name}`] = count('')
    limits[`iops-${name}-max`] = count('_max')
    limits[`iops-${name}-max-length`] = count('_max') ? (drive[`iops${suffix}_max_length`] ?? 1) : 1
    for (const [limit, word] of [
      [`bps-${name}`, `mbps${suffix}`],
      [`iops-${name}`, `iops${suffix}`],
    ] as const) {
      const usual = limits[limit] as number
      const burst = limits[`${limit}-max`] as number
      if (burst === 0 || (usual > 0 && burst >= usual)) continue
      complain(`${word}_max is not above ${word} and has no effect`)
      limits[`${limit}-max`] = 0
      limits[`${limit}-max-length`] = 1
    }
  }
  return limits
}

/** Of a drive without limits, as most are. */
const none = limitsOf({ file: '' }, () => undefined)

/** Only the limits that are set: for a new throttle group. */
export function setLimits(limits: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(limits).filter(([name, value]) =>
      name.endsWith('-length') ? (limits[name.slice(0, -'-length'.length)] ?? 0) > 0 : value > 0,
    ),
  )
}

/** Why QEMU would not take the limits of a drive together; undefined: it would. */
export function limitConflict(limits: Readonly<Record<string, number>>): string | undefined {
  for (const [kind, word] of [
    ['bps', 'mbps'],
    ['iops', 'iops'],
  ] as const) {
    if (limits[`${kind}-total`] && (limits[`${kind}-read`] || limits[`${kind}-write`]))
      return `${word} limits reading and writing together and cannot stand beside ${word}_rd or ${word}_wr`
  }
  return undefined
}
