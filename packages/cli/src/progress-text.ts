/** How far a task's phase is, as events tell it. */
export interface TaskProgress {
  readonly phase: string
  readonly unit: 'bytes' | 'percent' | 'items'
  readonly done: number
  /** 0: unknown */
  readonly total: number
  /** units per second */
  readonly rate: number
  /** seconds */
  readonly eta?: number
}

function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`
}

function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  return h > 0 ? `${h}h ${m}m` : m > 0 ? `${m}m ${s}s` : `${s}s`
}

/** `scsi0: [#####...............]  25.0%  1.0 GiB of 4.0 GiB  210.0 MiB/s  15s left` */
export function progressText({ phase, unit, done, total, rate, eta }: TaskProgress): string {
  const parts: string[] = []
  const share = total > 0 ? Math.min(1, done / total) : unit === 'percent' ? done / 100 : undefined
  if (share !== undefined) {
    const filled = Math.round(share * 20)
    parts.push(`[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${(share * 100).toFixed(1).padStart(5)}%`)
  }
  if (unit === 'bytes') parts.push(total > 0 ? `${size(done)} of ${size(total)}` : size(done))
  if (unit === 'items') parts.push(total > 0 ? `${done} of ${total}` : String(done))
  if (unit === 'bytes' && rate > 0) parts.push(`${size(rate)}/s`)
  if (eta !== undefined && eta > 0) parts.push(`${duration(eta)} left`)
  return `${phase ? `${phase}: ` : ''}${parts.join('  ')}`
}
