import { TaskHistory } from '../tasks/task-history.tsx'
import type { NodeTabProps } from './node-page.tsx'

export const TasksTab = ({ node }: NodeTabProps) => <TaskHistory node={node} />
