import assert from 'node:assert/strict'
import { perform, type Step } from '@quorate/tasks'

/** A procedure ready to run, and a way to see all that it could leave behind. */
export interface Arranged<C> {
  readonly steps: readonly Step<C>[]
  readonly context: C
  /** Comparable data: files, links, processes, config. */
  snapshot(): unknown | Promise<unknown>
}

class Broken extends Error {}

/** The step fails before it has done anything, or another failure comes right after it. */
function broken<C>(step: Step<C>, when: 'before' | 'after'): Step<C>[] {
  const fails: Step<C> = {
    name: `${when} ${step.name}`,
    run() {
      throw new Broken(`broken ${when} '${step.name}'`)
    },
  }
  return when === 'before' ? [fails] : [step, fails]
}

/**
 * Breaks a procedure before and after each of its steps in turn and proves that nothing is left behind: the snapshot
 * is what it was. Then runs it whole, and proves that it does something. `arrange` makes everything anew each time.
 */
export async function failAtEach<C>(arrange: () => Arranged<C> | Promise<Arranged<C>>): Promise<void> {
  const { steps: all } = await arrange()
  for (let index = 0; index < all.length; index += 1) {
    for (const when of ['before', 'after'] as const) {
      const { steps, context, snapshot } = await arrange()
      const before = structuredClone(await snapshot())
      const changed = steps.flatMap((step, at) => (at === index ? broken(step, when) : [step]))
      await assert.rejects(perform(changed, context), Broken)
      assert.deepEqual(await snapshot(), before, `something is left behind when it fails ${when} '${steps[index]?.name}'`)
    }
  }
  const { steps, context, snapshot } = await arrange()
  const before = structuredClone(await snapshot())
  await perform(steps, context)
  assert.notDeepEqual(await snapshot(), before, 'the procedure changes nothing that the snapshot shows')
}
