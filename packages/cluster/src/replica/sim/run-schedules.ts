import { World } from './world.ts'

export interface Broken {
  readonly seed: number
  readonly error: string
  readonly trace: readonly string[]
}

const stepsPerSchedule = 300

/** Runs the schedules of some seeds, up to the first that breaks a promise. `told` is called now and then with how many are done. */
export function runSchedules(first: number, count: number, told: (done: number) => void = () => {}): Broken | undefined {
  for (let seed = first; seed < first + count; seed++) {
    const world = new World(seed)
    try {
      world.run(stepsPerSchedule)
    } catch (error) {
      return { seed, error: error instanceof Error ? error.message : String(error), trace: world.trace }
    }
    if ((seed - first) % 250 === 249) told(seed - first + 1)
  }
  return undefined
}
