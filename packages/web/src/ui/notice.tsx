import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const looks = {
  info: { icon: Info, classes: 'border-line bg-surface text-text' },
  good: { icon: CircleCheck, classes: 'border-good/40 bg-good-surface text-good' },
  warn: { icon: TriangleAlert, classes: 'border-warn/40 bg-warn-surface text-warn' },
  bad: { icon: CircleAlert, classes: 'border-bad/40 bg-bad-surface text-bad' },
}

export interface NoticeProps {
  readonly look?: keyof typeof looks
  readonly title?: ReactNode
  readonly children?: ReactNode
  /** Buttons at its end. */
  readonly actions?: ReactNode
}

/** Something to know, where it matters. */
export function Notice({ look = 'info', title, children, actions }: NoticeProps) {
  const { icon: Icon, classes } = looks[look]
  return (
    <div role={look === 'bad' ? 'alert' : 'status'} className={`flex items-start gap-2.5 rounded-lg border px-3 py-2 ${classes}`}>
      <Icon size={17} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 break-words">
        {title !== undefined && <p className="font-medium">{title}</p>}
        {children !== undefined && <div className={title === undefined ? '' : 'text-text'}>{children}</div>}
      </div>
      {actions}
    </div>
  )
}
