import { useLingui } from '@lingui/react/macro'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useId, useMemo, useState, type KeyboardEvent } from 'react'
import { live } from '../live/live.ts'
import { parts } from '../parts.ts'
import { prefer, preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import type { MenuAnchor } from '../ui/menu-anchor.ts'
import { Select } from '../ui/select.tsx'
import { useRowHeight } from '../ui/use-row-height.ts'
import { useVisibleRows } from '../ui/use-visible-rows.ts'
import { treeGroups, TreeLines, type TreeGroup, type TreeLine } from './tree-model.ts'
import { TreeRow } from './tree-row.tsx'
import { TreeViews } from './tree-views.tsx'
import { TreeWidth } from './tree-width.tsx'
import { useBranches } from './use-branches.ts'

const GuestContextMenu = lazy(async () => ({ default: (await parts.guests()).GuestContextMenu }))

const addressOf = (line: TreeLine): string => {
  if (line.kind === 'guest') return `/guests/${line.vmid}`
  if (line.kind === 'storage') return `/storage/${line.id}`
  return line.by === 'node' || line.by === 'storage' ? `/nodes/${line.name}` : `/guests`
}

/** A group that is no object of its own is a filtered list of guests. */
const queryOf = (line: TreeLine): string | undefined =>
  line.kind === 'group' && !['node', 'storage'].includes(line.by)
    ? line.by === 'type' && line.name === 'template'
      ? 'is:template'
      : `${line.by}:${line.name === '' ? 'none' : line.name}`
    : undefined

/** Everything there is, grouped as the user likes. One line is active; arrows move, fold and unfold, Enter opens. */
export function Tree() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const path = useRouterState({ select: state => state.location.pathname })
  const inventory = useStore(live.inventory)
  const { treeGroup, treeWidth } = useStore(preferences)
  const by = treeGroups.includes(treeGroup as TreeGroup) ? (treeGroup as TreeGroup) : 'node'
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<string>()
  const [menu, setMenu] = useState<{ readonly vmid: number; readonly anchor: MenuAnchor }>()
  const menuGuest = menu && inventory.guests.get(menu.vmid)
  const id = useId()
  const rowHeight = Math.min(useRowHeight(), 44) - 4
  const branches = useBranches(inventory, by)
  const lines = useMemo(() => new TreeLines(branches, closed), [branches, closed])
  const { ref, first, end, total, reveal } = useVisibleRows({ count: lines.count, height: rowHeight, header: 0 })
  const at = active === undefined ? -1 : lines.indexOf(active)

  function fold(line: TreeLine, open: boolean): void {
    if (line.kind !== 'group') return
    // A line that was drawn earlier knows an earlier set.
    setClosed(before => {
      const next = new Set(before)
      if (open) next.delete(line.key)
      else next.add(line.key)
      return next
    })
  }
  function open(line: TreeLine): void {
    setActive(line.key)
    const q = queryOf(line)
    void navigate({ to: addressOf(line), ...(q !== undefined && { search: { q } }) } as never)
  }
  function goTo(index: number): void {
    const to = Math.min(lines.count - 1, Math.max(0, index))
    const line = lines.at(to)
    if (!line) return
    setActive(line.key)
    reveal(to)
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const line = lines.at(at)
    if (event.key === 'ArrowDown') goTo(at + 1)
    else if (event.key === 'ArrowUp') goTo(at - 1)
    else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(lines.count - 1)
    else if (event.key === 'Enter' && line) open(line)
    else if (event.key === '.' && line?.kind === 'guest') {
      const anchor = document.getElementById(`${id}-${at}`)
      if (anchor) setMenu({ vmid: line.vmid, anchor })
    } else if (event.key === 'ArrowRight' && line?.kind === 'group' && line.open) goTo(at + 1)
    else if (event.key === 'ArrowRight' && line) fold(line, true)
    else if (event.key === 'ArrowLeft' && line) {
      if (line.kind === 'group') fold(line, false)
      else goTo(lines.groupAt(at))
    } else return
    event.preventDefault()
  }

  const names: Readonly<Record<TreeGroup, string>> = {
    node: t`By node`,
    pool: t`By pool`,
    tag: t`By tag`,
    type: t`By type`,
    status: t`By status`,
    storage: t`Storages`,
  }
  return (
    <nav aria-label={t`Inventory`} className="relative flex shrink-0 flex-col border-r border-line bg-surface" style={{ width: treeWidth }}>
      <TreeWidth width={treeWidth} />
      <div className="p-2">
        <Select<TreeGroup>
          aria-label={t`Group the tree`}
          value={by}
          onChange={value => prefer({ treeGroup: value })}
          choices={treeGroups.map(value => ({ value, label: names[value] }))}
        />
      </div>
      <TreeViews />
      <div
        ref={ref}
        role="tree"
        aria-label={t`Inventory`}
        tabIndex={0}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        onKeyDown={onKeyDown}
        onFocus={() => at < 0 && goTo(0)}
        className="min-h-0 flex-1 overflow-y-auto pb-2 contain-strict -outline-offset-2"
      >
        <div role="none" className="relative" style={{ height: total }}>
          {Array.from({ length: end - first }, (_, offset) => {
            const index = first + offset
            const line = lines.at(index)
            if (!line) return null
            return (
              <TreeRow
                key={line.key}
                id={`${id}-${index}`}
                line={line}
                guest={line.kind === 'guest' ? inventory.guests.get(line.vmid) : undefined}
                down={line.kind === 'group' && (by === 'node' || by === 'storage') && inventory.nodes.get(line.name)?.status === 'offline'}
                top={index * rowHeight}
                height={rowHeight}
                active={index === at}
                current={line.kind !== 'group' && path.startsWith(addressOf(line))}
                onOpen={() => open(line)}
                onActions={anchor => line.kind === 'guest' && setMenu({ vmid: line.vmid, anchor })}
                onFold={() => line.kind === 'group' && fold(line, !line.open)}
              />
            )
          })}
        </div>
      </div>
      {menu && menuGuest && (
        <Suspense>
          <GuestContextMenu guest={menuGuest} anchor={menu.anchor} onClose={() => setMenu(undefined)} />
        </Suspense>
      )}
    </nav>
  )
}
