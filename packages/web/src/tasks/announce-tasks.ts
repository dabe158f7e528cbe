import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { taskAddress } from '../addresses.ts'
import { go } from '../go.ts'
import { session } from '../api/session.ts'
import { live } from '../live/live.ts'
import { taskFailed } from '../live/tasks.ts'
import { toast } from '../shell/toast-store.ts'
import { taskTitle } from './task-title.ts'

/** Tells of the user's own tasks that failed; how the others ended stands in the bar. Answers how to stop. */
export function announceTasks(): () => void {
  return live.ended.subscribe(() => {
    const task = live.ended.get()
    if (!task || !taskFailed(task) || task.user !== session.get().user) return
    const text = i18n._({ ...msg`{title} failed: {reason}`, values: { title: taskTitle(i18n, task), reason: task.status } })
    toast({
      look: 'bad',
      text,
      action: { label: i18n._(msg`Show`), run: () => go(taskAddress(task.upid)) },
    })
  })
}
