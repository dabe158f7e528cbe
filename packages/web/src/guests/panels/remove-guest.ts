import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { send } from '../../forms/send.ts'
import { taskEnd } from '../../live/task-end.ts'
import { taskFailed } from '../../live/tasks.ts'
import { runAfterGrace } from '../../shell/grace.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import type { RemoveStep } from './remove-plan.ts'

const graceSeconds = 10

async function run(steps: readonly RemoveStep[]): Promise<void> {
  try {
    for (const { call, task } of steps) {
      const answer: unknown = await send(call)
      // A task that fails tells so itself.
      if (task && taskFailed(await taskEnd(String(answer)))) return
    }
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}

/** Removes a guest after a while in which that can be called off. */
export function removeGuest(name: string, steps: readonly RemoveStep[]): void {
  runAfterGrace({
    text: i18n._(msg`${name} will be removed in ${graceSeconds} s.`),
    seconds: graceSeconds,
    run: () => void run(steps),
  })
}
