import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { Button, IconButton } from '../ui/button.tsx'
import { PanelContext } from './panel-context.ts'

export interface SidePanelProps {
  readonly title: ReactNode
  readonly onClose: () => void
  readonly wide?: boolean
  readonly children: ReactNode
}

/** What has the focus; of an action in a menu, the menu's button. */
function pressed(): HTMLElement | null {
  const button = document.activeElement?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  const element = button ? document.getElementById(button) : document.activeElement
  return element instanceof HTMLElement ? element : null
}

/** A form or details beside the page, which stays usable; on a phone it covers the screen. Escape closes it. */
export function SidePanel({ title, onClose, wide, children }: SidePanelProps) {
  const { t } = useLingui()
  const [asking, setAsking] = useState(false)
  const dirty = useRef(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const panel = useMemo(
    () => ({
      close: (force?: boolean) => (dirty.current && force !== true ? setAsking(true) : onClose()),
      setDirty: (value: boolean) => void (dirty.current = value),
    }),
    [onClose],
  )
  const aside = useRef<HTMLElement>(null)
  // Read while it is drawn the first time: fields take the focus before effects run.
  const [opener] = useState(pressed)
  useEffect(() => {
    if (!aside.current?.contains(document.activeElement)) heading.current?.focus()
    return () => {
      // Whoever went on elsewhere stays there.
      if (document.activeElement !== document.body) return
      const back = opener?.isConnected ? opener : document.getElementById('main')
      back?.focus()
    }
  }, [opener])
  return (
    <PanelContext value={panel}>
      <aside
        ref={aside}
        aria-label={t`Panel`}
        onKeyDown={event => {
          if (event.key !== 'Escape' || event.defaultPrevented) return
          event.preventDefault()
          panel.close()
        }}
        data-panel={wide ? 'wide' : 'narrow'}
        className="fixed inset-0 z-40 flex flex-col bg-surface md:relative md:inset-auto md:z-10 md:w-(--panel-width) md:shrink-0 md:border-l md:border-line"
      >
        <header className="flex min-h-12 items-center gap-2 border-b border-line pl-4 pr-2">
          <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-[1.1em] font-semibold outline-none">
            {title}
          </h2>
          <IconButton icon={X} label={t`Close`} onClick={() => panel.close()} />
        </header>
        {asking && (
          <div
            role="alertdialog"
            aria-label={t`Unsaved changes`}
            className="flex flex-wrap items-center gap-2 border-b border-warn bg-warn-surface px-4 py-2"
          >
            <span className="mr-auto text-warn">{t`There are unsaved changes.`}</span>
            <Button look="danger" onClick={onClose}>{t`Discard them`}</Button>
            <Button autoFocus onClick={() => setAsking(false)}>{t`Go on editing`}</Button>
          </div>
        )}
        {children}
      </aside>
    </PanelContext>
  )
}
