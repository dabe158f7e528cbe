import type { I18n } from '@lingui/core'
import type { Mark } from '../../charts/marks.ts'
import { taskFailed, type LiveTask } from '../../live/tasks.ts'
import { taskTitle } from '../../tasks/task-title.ts'

/** Looking at a guest changes nothing about it. */
const untold = /^(?:vncproxy|spiceproxy|vncshell|termproxy)$/

/** What was done to a guest, as marks in its charts; what failed changed nothing. */
export const taskMarks = (i18n: I18n, tasks: readonly LiveTask[]): readonly Mark[] =>
  tasks.filter(task => !untold.test(task.type) && !taskFailed(task)).map(task => ({ time: task.starttime, label: taskTitle(i18n, task) }))
