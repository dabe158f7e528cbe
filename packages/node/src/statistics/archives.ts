/**
 * How long statistics are kept, and how finely: four rings per object, so that a file never grows. A coarser ring is
 * made from the rows of the ring before it, never from values in memory: a killed process loses at most one minute.
 */
export interface Archive {
  /** seconds that one row stands for */
  readonly step: number
  /** rows in the ring */
  readonly rows: number
}

export const archives: readonly [Archive, Archive, Archive, Archive] = [
  { step: 60, rows: 1440 },
  { step: 1800, rows: 1440 },
  { step: 21_600, rows: 1460 },
  { step: 604_800, rows: 570 },
]

export type Timeframe = 'hour' | 'day' | 'week' | 'month' | 'year' | 'decade'

/** Which ring answers a timeframe, and how many of its newest rows. */
export const timeframes: Readonly<Record<Timeframe, { readonly archive: 0 | 1 | 2 | 3; readonly rows: number }>> = {
  hour: { archive: 0, rows: 60 },
  day: { archive: 0, rows: 1440 },
  week: { archive: 1, rows: 336 },
  month: { archive: 1, rows: 1440 },
  year: { archive: 2, rows: 1460 },
  decade: { archive: 3, rows: 522 },
}

export const seriesFields = {
  guest: [
    'cpu',
    'maxcpu',
    'mem',
    'maxmem',
    'disk',
    'maxdisk',
    'netin',
    'netout',
    'diskread',
    'diskwrite',
    'memhost',
    'pressurecpusome',
    'pressurecpufull',
    'pressureiosome',
    'pressureiofull',
    'pressurememorysome',
    'pressurememoryfull',
  ],
  node: [
    'cpu',
    'maxcpu',
    'loadavg',
    'iowait',
    'memused',
    'memtotal',
    'memavailable',
    'swapused',
    'swaptotal',
    'rootused',
    'roottotal',
    'netin',
    'netout',
    'pressurecpusome',
    'pressureiosome',
    'pressureiofull',
    'pressurememorysome',
    'pressurememoryfull',
  ],
  storage: ['used', 'total'],
} as const

export type SeriesKind = keyof typeof seriesFields

/** One row: a value per field, undefined where nothing was measured. */
export type Sample = Readonly<Record<string, number | undefined>>
