import { useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'

/** How a task ended: `OK`, `WARNINGS: 2`, or the error's own text. */
export function TaskResult({ status }: { status: string }) {
  const { t } = useLingui()
  if (status === 'OK') {
    return (
      <span className="inline-flex items-center gap-1.5">
        <CircleCheck size={15} aria-hidden className="text-good" />
        {t`OK`}
      </span>
    )
  }
  const warnings = /^WARNINGS: (\d+)/.exec(status)?.[1]
  if (warnings !== undefined) {
    return (
      <span className="inline-flex items-center gap-1.5 text-warn">
        <TriangleAlert size={15} aria-hidden />
        {t`Warnings: ${warnings}`}
      </span>
    )
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 text-bad" title={status}>
      <CircleAlert size={15} aria-hidden className="shrink-0" />
      <bdi className="truncate">{status}</bdi>
    </span>
  )
}
