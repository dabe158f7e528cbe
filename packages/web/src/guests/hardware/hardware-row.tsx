import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ArrowRight, Ellipsis, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { guestAddress } from '../../addresses.ts'
import { Badge } from '../../ui/tag.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuAction } from '../../ui/menu.tsx'
import type { Reading } from '../config/read-value.ts'
import { ReadingLine } from '../config/reading-text.tsx'

export interface HardwareRowProps {
  readonly vmid: number
  readonly tab: string
  readonly id: string
  readonly icon?: LucideIcon | undefined
  readonly label: string
  /** The key, where several of a kind are told apart by it. */
  readonly badge?: string | undefined
  /** As the running guest has it; undefined: it comes at the next start. */
  readonly now: Reading | undefined
  /** As it is going to be; undefined: it goes. Left out: nothing is pending. */
  readonly next?: { readonly reading: Reading | undefined }
  /** Said quietly after the value. */
  readonly note?: string | undefined
  /** It cannot be changed here: nothing opens. */
  readonly fixed?: boolean
  /** Changes it in place, before its value; it says what is going to be. */
  readonly control?: ReactNode
  readonly actions: readonly MenuAction[]
  readonly active: boolean
}

const nameClasses = 'min-w-0 truncate font-medium'

/** One setting or device: what it is, what is pending, and what can be done with it. */
export function HardwareRow(props: HardwareRowProps) {
  const { vmid, tab, id, icon: Icon, label, badge, now, next, note, fixed, control, actions, active } = props
  const { t } = useLingui()
  const old = next && !control
  return (
    <li
      className={`relative flex min-h-(--row) items-center gap-3 border-t border-line px-4 first:border-t-0 ${active ? 'bg-selected' : 'hover:bg-hover'}`}
    >
      {Icon && <Icon size={16} aria-hidden className="shrink-0 text-muted" />}
      <div className="grid min-w-0 flex-1 items-baseline gap-x-4 py-1.5 @lg:grid-cols-[15rem_1fr]">
        {fixed ? (
          <span className={nameClasses}>{label}</span>
        ) : (
          <Link
            to={guestAddress(vmid, tab, id)}
            resetScroll={false}
            className={`${nameClasses} outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent`}
          >
            {label}
            {badge !== undefined && <span className="ml-1.5 font-mono text-[0.86em] font-normal text-muted">{badge}</span>}
          </Link>
        )}
        <div className={`flex min-w-0 flex-wrap gap-x-2 break-words ${control ? 'items-center' : 'items-baseline'}`}>
          {control}
          {now && !(control && next) && (
            <span className={`min-w-0 break-words ${old ? 'text-muted line-through decoration-1' : ''}`}>
              <ReadingLine reading={now} />
            </span>
          )}
          {note !== undefined && <span className="text-[0.93em] text-muted">{note}</span>}
          {next && (
            <>
              {now && old && <ArrowRight size={14} aria-label={t`becomes`} className="shrink-0 self-center text-warn" />}
              {next.reading && (
                <span className="min-w-0 break-words">
                  <ReadingLine reading={next.reading} />
                </span>
              )}
              <Badge look="warn">{next.reading === undefined ? t`goes at the next start` : t`at the next start`}</Badge>
            </>
          )}
        </div>
      </div>
      {actions.length > 0 && (
        <span className="relative z-10">
          <Menu trigger={<IconButton icon={Ellipsis} label={t`Actions for ${label}`} />} actions={actions} />
        </span>
      )}
    </li>
  )
}
