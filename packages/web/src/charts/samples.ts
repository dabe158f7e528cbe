/** One row of measurements; what was not measured is missing. */
export interface Sample {
  readonly time: number
  readonly [field: string]: number | undefined
}

/** One line of a chart. */
export interface Series {
  readonly label: string
  readonly value: (sample: Sample) => number | undefined
}

/** Columns as uPlot takes them: times, then a column for each series. */
export function columnsOf(samples: readonly Sample[], series: readonly Series[]): [number[], ...(number | null)[][]] {
  return [samples.map(sample => sample.time), ...series.map(({ value }) => samples.map(sample => value(sample) ?? null))]
}

/** Whether any of these was measured at all. */
export const measured = (samples: readonly Sample[], series: readonly Series[]): boolean =>
  samples.some(sample => series.some(({ value }) => value(sample) !== undefined))

export interface Summary {
  readonly least: number
  readonly most: number
  readonly mean: number
  readonly last: number
}

/** A series in four numbers; undefined: nothing was measured. */
export function summaryOf(samples: readonly Sample[], { value }: Series): Summary | undefined {
  const values = samples.map(value).filter(one => one !== undefined)
  const last = values.at(-1)
  if (last === undefined) return undefined
  return {
    least: values.reduce((a, b) => Math.min(a, b)),
    most: values.reduce((a, b) => Math.max(a, b)),
    mean: values.reduce((a, b) => a + b) / values.length,
    last,
  }
}

/** At most so many of the rows, evenly spread, newest first: for reading, not for drawing. */
export function fewOf(samples: readonly Sample[], most: number): readonly Sample[] {
  const step = Math.max(1, Math.ceil(samples.length / most))
  return samples.toReversed().filter((_, index) => index % step === 0)
}
