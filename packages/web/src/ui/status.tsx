import { useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { classNames } from './class-names.ts'

export type StatusKind = 'running' | 'stopped' | 'paused' | 'suspended' | 'online' | 'offline' | 'unknown'

const words: Readonly<Record<StatusKind, MessageDescriptor>> = {
  running: msg`Running`,
  stopped: msg`Stopped`,
  paused: msg`Paused`,
  suspended: msg`Suspended`,
  online: msg`Online`,
  offline: msg`Offline`,
  unknown: msg`Unknown`,
}

/** Every state has a shape of its own: colour alone tells nothing. */
const shapes: Readonly<Record<StatusKind, string>> = {
  running: 'rounded-full bg-good',
  online: 'rounded-full bg-good',
  stopped: 'rounded-full border-[1.5px] border-strong',
  suspended: 'rounded-[2px] border-[1.5px] border-warn',
  paused: 'rounded-[2px] bg-warn',
  offline: 'rotate-45 rounded-[1px] bg-bad',
  unknown: 'rotate-45 rounded-[1px] border-[1.5px] border-strong',
}

export const StatusDot = ({ status, className }: { status: StatusKind; className?: string }) => (
  <span aria-hidden className={classNames('inline-block size-2 shrink-0', shapes[status] ?? shapes.unknown, className)} />
)

/** A state as shape and word. */
export function Status({ status }: { status: StatusKind }) {
  const { i18n } = useLingui()
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusDot status={status} />
      {i18n._(words[status] ?? words.unknown)}
    </span>
  )
}

/** The word alone, for names that only screen readers get. */
export const statusWord = (status: StatusKind): MessageDescriptor => words[status] ?? words.unknown
