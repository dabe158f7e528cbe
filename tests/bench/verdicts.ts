export interface Measured {
  readonly what: string
  readonly value: number
  readonly unit: string
  /** What the figure stands beside, measured in the same run. */
  readonly floor: { readonly name: string; readonly value: number }
  /** The value, or its ratio to the floor, that is wanted. */
  readonly budget: ({ readonly atMost: number } | { readonly atLeast: number }) & { readonly of?: 'value' | 'ratio' }
}

const short = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3))

/** Prints each figure as a ratio to its floor with the verdict on its budget, and remembers whether one was missed. */
export class Verdicts {
  #missed = 0

  judge({ what, value, unit, floor, budget }: Measured): void {
    const ratio = value / floor.value
    const judged = budget.of === 'ratio' ? ratio : value
    const met = 'atMost' in budget ? judged <= budget.atMost : judged >= budget.atLeast
    const limit = 'atMost' in budget ? `at most ${budget.atMost}` : `at least ${budget.atLeast}`
    const wanted = budget.of === 'ratio' ? `${limit} x` : `${limit} ${unit}`
    if (!met) this.#missed += 1
    console.log(
      `${what}: ${short(value)} ${unit}, ${ratio.toFixed(2)} x ${floor.name} (${short(floor.value)} ${unit}); ${wanted}: budget ${met ? 'met' : 'NOT MET'}`,
    )
  }

  /** Ends this process, with 1 when a budget was missed. */
  exit(): never {
    process.exit(this.#missed > 0 ? 1 : 0)
  }
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
