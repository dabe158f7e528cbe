export interface CpuSetting {
  readonly controller: 'cpu' | 'cpuset'
  readonly file: string
  readonly value: string
  readonly what: string
}

export const cpusetFile = 'cpuset.cpus'
const periodUs = 100_000

const weights = { 1: { file: 'cpu.shares', lowest: 2, highest: 262_144 }, 2: { file: 'cpu.weight', lowest: 1, highest: 10_000 } } as const

/** What to write for a CPU limit (in CPUs; 0 for none), weight (on the version's own scale) and list of CPUs (empty: all). */
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
    const { file, lowest, highest } = weights[version]
    const value = Math.min(highest, Math.max(lowest, Math.round(weight)))
    settings.push({ controller: 'cpu', file, value: String(value), what: 'CPU weight' })
  }
  if (affinity !== undefined) settings.push({ controller: 'cpuset', file: cpusetFile, value: affinity, what: 'CPU affinity' })
  return settings
}
