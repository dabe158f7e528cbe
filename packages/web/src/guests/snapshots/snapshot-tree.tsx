import { useLingui } from '@lingui/react/macro'
import { Camera, MapPin, MemoryStick } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { formatShortTime } from '../../ui/format.ts'
import type { SnapshotLine } from './snapshot-lines.ts'

interface SnapshotTreeProps {
  readonly lines: readonly SnapshotLine[]
  readonly selected: string | undefined
  readonly onSelect: (line: SnapshotLine) => void
}

/** All snapshots at once, never folded; arrows move, Enter selects. */
export function SnapshotTree({ lines, selected, onSelect }: SnapshotTreeProps) {
  const { t } = useLingui()
  const id = useId()
  const [active, setActive] = useState<string>()
  const at = lines.findIndex(({ name }) => name === (active ?? selected))

  function onKeyDown(event: KeyboardEvent): void {
    const line = lines[at]
    const parent = lines.findIndex(({ name }) => name === line?.parent)
    const goals: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      ArrowLeft: parent < 0 ? at : parent,
      ArrowRight: line && line.children > 0 ? at + 1 : at,
      Home: 0,
      End: lines.length - 1,
    }
    const goal = goals[event.key]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (goal !== undefined) setActive(lines[Math.min(lines.length - 1, Math.max(0, goal))]?.name)
    else if ((event.key === 'Enter' || event.key === ' ') && line) onSelect(line)
    else return
    event.preventDefault()
  }
  return (
    <div
      role="tree"
      aria-label={t`Snapshots`}
      tabIndex={0}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface py-1 -outline-offset-2"
    >
      {lines.map((line, index) => {
        const Icon = line.now ? MapPin : Camera
        return (
          <div
            key={line.name}
            id={`${id}-${index}`}
            role="treeitem"
            aria-level={line.level}
            aria-selected={line.name === selected}
            {...(line.children > 0 && { 'aria-expanded': true })}
            onClick={() => {
              setActive(line.name)
              onSelect(line)
            }}
            className={classNames(
              'mx-1 flex min-h-(--row) cursor-pointer items-center gap-2 rounded-md pr-2',
              line.name === selected ? 'bg-selected' : 'hover:bg-hover',
              index === at && 'shadow-[inset_3px_0_0_var(--accent)]',
            )}
            style={{ paddingLeft: `${0.5 + Math.min(line.level - 1, 12) * 1.1}rem` }}
          >
            <Icon size={15} aria-hidden className={`shrink-0 ${line.now ? 'text-accent' : 'text-muted'}`} />
            <bdi className={`truncate ${line.now ? 'font-medium' : ''}`}>{line.now ? t`Now` : line.name}</bdi>
            {line.withMemory && (
              <span className="inline-flex shrink-0 items-center gap-1 text-[0.86em] text-muted">
                <MemoryStick size={13} aria-hidden />
                {t`RAM`}
              </span>
            )}
            {line.time !== undefined && (
              <span className="ml-auto shrink-0 text-[0.93em] text-muted tabular-nums">{formatShortTime(line.time)}</span>
            )}
          </div>
        )
      })}
      {lines.length === 0 && <p className="p-3 text-muted">{t`Loading…`}</p>}
    </div>
  )
}
