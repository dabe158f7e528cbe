export interface CpuSetting {
  readonly controller: 'cpu' | 'cpuset'
  readonly file: string
  readonly value: string
  readonly what: string
}

const periodUs = 100_000

/** `weight` is on the scale of version 2 (1 to 10000, normal 100); version 1 counts from 2 to 262144, normal 1024. */
function sharesOf(weight: number): number {
  return Math.min(262_144, Math.max(2, Math.round((weight * 1024) / 100)))
}

/** What to write for a CPU limit (in CPUs; 0 for none), weight and list of CPUs. */
export function cpuSettings(version: 1 | 2, options: { limit?: number; weight?: number; affinity?: string }): CpuSetting[] {
  const settings: CpuSetting[] = []
  const { limit, weight, affinity } = options
  if (limit !== undefined) {
    const quota = limit > 0 ? Math.max(1000, Math.round(limit * periodUs)) : undefined
    const what = 'CPU limit'
    if (version === 2) {
      settings.push({ controller: 'cpu', file: 'cpu.max', value: quota === undefined ? 'max' : `${quota} ${periodUs}`, what })
    } else {
      settings.push({ controller: 'cpu', file: 'cpu.cfs_period_us', value: String(periodUs), what })
      settings.push({ controller: 'cpu', file: 'cpu.cfs_quota_us', value: String(quota ?? -1), what })
    }
  }
  if (weight !== undefined) {
    const value = version === 2 ? Math.min(10_000, Math.max(1, Math.round(weight))) : sharesOf(weight)
    settings.push({ controller: 'cpu', file: version === 2 ? 'cpu.weight' : 'cpu.shares', value: String(value), what: 'CPU weight' })
  }
  if (affinity !== undefined) settings.push({ controller: 'cpuset', file: 'cpuset.cpus', value: affinity, what: 'CPU affinity' })
  return settings
}
