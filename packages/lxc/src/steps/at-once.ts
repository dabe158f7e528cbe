import type { Step, Undo } from '@quorate/tasks'

/** Several steps that do not need each other, run at the same time. When one fails the others are waited for and undone. */
export function atOnce<C>(name: string, steps: readonly Step<C>[]): Step<C> {
  return {
    name,
    async run(context) {
      const ended = await Promise.allSettled(steps.map(async step => await step.run(context)))
      const undos = ended.flatMap((one): Undo[] => (one.status === 'fulfilled' && one.value ? [one.value] : []))
      const undoAll = async () => {
        for (const undo of undos.toReversed()) await undo()
      }
      const failed = ended.find(one => one.status === 'rejected')
      if (!failed) return undoAll
      await undoAll()
      throw failed.reason
    },
  }
}
