import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { taskAddress } from '../../addresses.ts'
import { readUpid } from '../../tasks/read-upid.ts'
import { taskTitle } from '../../tasks/task-title.ts'

const aboutTask = /^(starting|end) task (UPID:\S+)(?: (.*))?$/

/** The task that a line is about. */
export const taskOfLine = (text: string): string | undefined => aboutTask.exec(text)?.[2]

/** A line of the log; tasks are called by what they do and lead to their page. */
export function LogMessage({ text }: { text: string }) {
  const { t, i18n } = useLingui()
  const [, phase, upid = '', result = ''] = aboutTask.exec(text) ?? []
  const task = readUpid(upid)
  if (!task) return <bdi title={text}>{text}</bdi>
  const title = taskTitle(i18n, task)
  return (
    <span title={text}>
      <Link to={taskAddress(upid)} tabIndex={-1} className="font-medium hover:underline">
        <bdi>{title}</bdi>
      </Link>
      <span className="text-muted"> · {phase === 'starting' ? t`begins` : <bdi>{result || t`ended`}</bdi>}</span>
    </span>
  )
}
