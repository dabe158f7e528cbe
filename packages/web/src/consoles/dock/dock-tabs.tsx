import { useLingui } from '@lingui/react/macro'
import { Monitor, SquareTerminal, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { arrangeConsoles, closeConsole, type OpenConsole } from '../../shell/console-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { useConsoleName } from '../use-console-name.ts'

interface DockTabsProps {
  readonly consoles: readonly OpenConsole[]
  readonly active: string | undefined
}

const show = (id: string) => arrangeConsoles({ active: id, folded: false })

/** A tab for each open console. Arrows go from one to the next, Delete closes one. */
export function DockTabs({ consoles, active }: DockTabsProps) {
  const { t } = useLingui()
  const nameOf = useConsoleName()
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const at = consoles.findIndex(one => one.id === active)
    if (event.key === 'Delete' && active !== undefined) closeConsole(active)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const next = consoles[(at + (event.key === 'ArrowRight' ? 1 : -1) + consoles.length) % consoles.length]
      if (!next) return
      show(next.id)
      event.currentTarget.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus()
    } else return
    event.preventDefault()
  }
  return (
    <div role="tablist" aria-label={t`Consoles`} onKeyDown={onKeyDown} className="flex min-w-0 flex-1 self-stretch overflow-x-auto">
      {consoles.map(console => {
        const { id, kind } = console
        const Icon = kind === 'vnc' ? Monitor : SquareTerminal
        const name = nameOf(console)
        const selected = id === active
        return (
          <div
            key={id}
            role="none"
            className={classNames(
              'flex max-w-64 shrink-0 items-center border-t-2 border-r border-r-line',
              selected ? 'border-t-accent bg-page' : 'border-t-transparent text-muted hover:text-text',
            )}
          >
            <button
              type="button"
              role="tab"
              data-tab={id}
              aria-selected={selected}
              tabIndex={selected ? 0 : -1}
              onClick={() => show(id)}
              className="flex h-(--control) min-w-0 items-center gap-1.5 pl-2.5 -outline-offset-2"
            >
              <Icon size={15} aria-hidden className="shrink-0" />
              <bdi className="truncate">{name}</bdi>
            </button>
            <button
              type="button"
              tabIndex={-1}
              aria-label={t`Close ${name}`}
              title={t`Close`}
              onClick={() => closeConsole(id)}
              className="mx-1 flex size-6 shrink-0 items-center justify-center rounded hover:bg-hover coarse:size-11"
            >
              <X size={14} aria-hidden />
            </button>
          </div>
        )
      })}
    </div>
  )
}
