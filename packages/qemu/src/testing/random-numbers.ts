/** A whole number from 0 and below the given one. */
export type Pick = (below: number) => number

/** The same numbers in every run. */
export function numbersFrom(seed: number): Pick {
  let state = seed
  return below => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
