import { useLingui } from '@lingui/react/macro'
import { Box, ChevronDown, ChevronRight, Database, FileBox, Lock, Monitor } from 'lucide-react'
import { memo } from 'react'
import type { Guest } from '../live/guest.ts'
import type { MenuAnchor } from '../ui/menu-anchor.ts'
import { statusWord, StatusDot } from '../ui/status.tsx'
import { classNames } from '../ui/class-names.ts'
import type { TreeLine } from './tree-model.ts'
import { useMenuPresses } from './use-menu-presses.ts'

interface TreeRowProps {
  readonly id: string
  readonly line: TreeLine
  /** The guest of a guest's line, as it is now. */
  readonly guest: Guest | undefined
  /** The group is of a node that does not answer. */
  readonly down: boolean
  readonly top: number
  readonly height: number
  readonly active: boolean
  /** It is the page that is open. */
  readonly current: boolean
  readonly onOpen: () => void
  /** The right mouse button on a guest. */
  readonly onActions: (anchor: MenuAnchor) => void
  readonly onFold: () => void
}

function TreeRowBody({ id, line, guest, down, top, height, active, current, onOpen, onActions, onFold }: TreeRowProps) {
  const { t, i18n } = useLingui()
  const words: Readonly<Record<string, string>> = {
    qemu: t`Virtual machines`,
    lxc: t`Containers`,
    template: t`Templates`,
    running: t`Running`,
    stopped: t`Stopped`,
    paused: t`Paused`,
    unknown: t`Unknown`,
  }
  const common = {
    id,
    role: 'treeitem',
    'aria-selected': current,
    onClick: onOpen,
    ...useMenuPresses(line.kind === 'guest' ? onActions : undefined),
    className: classNames(
      'absolute inset-x-1 top-0 flex cursor-pointer items-center gap-1.5 rounded-md pr-2',
      line.kind === 'group' ? 'pl-1 font-medium' : 'pl-7',
      current ? 'bg-selected' : 'hover:bg-hover',
      active && 'shadow-[inset_3px_0_0_var(--accent)]',
    ),
    style: { height, top },
  } as const
  if (line.kind === 'group') {
    const Fold = line.open ? ChevronDown : ChevronRight
    const fallback = { pool: t`In no pool`, tag: t`Without a tag`, node: '', type: '', status: '', storage: '' }[line.by]
    return (
      <div {...common} aria-level={1} aria-expanded={line.open}>
        <span
          aria-hidden
          onClick={event => {
            event.stopPropagation()
            onFold()
          }}
          className="flex size-5 items-center justify-center rounded hover:bg-hover"
        >
          <Fold size={15} />
        </span>
        <bdi className="truncate">
          {line.name === '' ? fallback : line.by === 'type' || line.by === 'status' ? (words[line.name] ?? line.name) : line.name}
        </bdi>
        {down && (
          <span role="img" aria-label={t`Offline`} title={t`Offline`} className="inline-flex">
            <StatusDot status="offline" />
          </span>
        )}
        <span className="ml-auto text-muted tabular-nums">{line.count}</span>
      </div>
    )
  }
  if (line.kind === 'storage') {
    return (
      <div {...common} aria-level={2}>
        <Database size={14} aria-hidden className="shrink-0 text-muted" />
        <bdi className="truncate">{line.name}</bdi>
      </div>
    )
  }
  if (!guest) return null
  const Icon = guest.template ? FileBox : guest.kind === 'qemu' ? Monitor : Box
  return (
    <div {...common} aria-level={2} aria-label={`${guest.vmid} ${guest.name}, ${i18n._(statusWord(guest.status))}`}>
      <StatusDot status={guest.status} />
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="text-muted tabular-nums">{guest.vmid}</span> <bdi className="truncate">{guest.name}</bdi>
      {guest.lock && <Lock size={13} aria-hidden className="ml-auto shrink-0 text-warn" />}
    </div>
  )
}

const shown = (guest: Guest | undefined) => guest && [guest.name, guest.status, guest.template, guest.kind, guest.lock].join('\0')
const sameLine = (a: TreeLine, b: TreeLine) =>
  a.key === b.key && (a.kind !== 'group' || (b.kind === 'group' && a.count === b.count && a.open === b.open))

/** One line of the tree. Draws anew only when what it shows changed; its handlers may differ each time. */
export const TreeRow = memo(
  TreeRowBody,
  (a, b) =>
    sameLine(a.line, b.line) &&
    (a.guest === b.guest || shown(a.guest) === shown(b.guest)) &&
    a.id === b.id &&
    a.down === b.down &&
    a.top === b.top &&
    a.height === b.height &&
    a.active === b.active &&
    a.current === b.current,
)
