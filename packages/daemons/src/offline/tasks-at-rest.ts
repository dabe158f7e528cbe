import type { Implementation } from '@quorate/contract'
import { TaskReader, tasksApi } from '@quorate/tasks'
import { silentHub, type AtRest } from './at-rest.ts'

export function tasksAtRest({ root, refuse }: AtRest): Implementation[] {
  return tasksApi({ reader: new TaskReader(root), runner: { stopTask: refuse }, hub: silentHub, nodes: () => new Map() })
}
