/** One measurement: seconds since 1970, and bytes. */
export interface Point {
  readonly time: number
  readonly used: number
}

const daySeconds = 86_400
/** From less than this nothing is foretold. */
const leastSpanSeconds = 2 * daySeconds

/**
 * Days until something is full if it goes on growing as it did (a straight line through all points); undefined when it
 * does not grow, or too little is known.
 */
export function daysUntilFull(points: readonly Point[], total: number): number | undefined {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last || last.time - first.time < leastSpanSeconds) return undefined
  const meanTime = points.reduce((sum, point) => sum + point.time, 0) / points.length
  const meanUsed = points.reduce((sum, point) => sum + point.used, 0) / points.length
  const spread = points.reduce((sum, { time }) => sum + (time - meanTime) ** 2, 0)
  const slope = points.reduce((sum, { time, used }) => sum + (time - meanTime) * (used - meanUsed), 0) / spread
  if (!(slope > 0)) return undefined
  return Math.max(0, (total - last.used) / slope / daySeconds)
}
