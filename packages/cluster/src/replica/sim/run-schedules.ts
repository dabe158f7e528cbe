import { addFigures, noFigures, type Figures } from './figures.ts'
import { World, type WorldOptions } from './world.ts'

export interface Broken {
  readonly seed: number
  readonly error: string
  readonly trace: readonly string[]
}

/** Runs the schedules of some seeds, up to the first that breaks a promise. */
export function runSchedules(
  first: number,
  count: number,
  options: (seed: number) => WorldOptions = () => ({}),
): { broken: Broken | undefined; figures: Figures } {
  const figures = noFigures()
  for (let seed = first; seed < first + count; seed++) {
    const world = new World(seed, options(seed))
    try {
      world.run()
    } catch (error) {
      const broken = { seed, error: error instanceof Error ? error.message : String(error), trace: world.trace }
      return { broken, figures }
    } finally {
      world.end()
    }
    addFigures(figures, world.figures)
  }
  return { broken: undefined, figures }
}
