import { useLingui } from '@lingui/react/macro'
import { ChevronDown, ChevronUp, ExternalLink, Maximize2, Minimize2 } from 'lucide-react'
import { useEffect } from 'react'
import { arrangeConsoles, openConsoles } from '../../shell/console-store.ts'
import { useStore } from '../../store.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/button.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { ConsoleTools } from '../console-tools.tsx'
import { ConsoleView } from '../console-view.tsx'
import { detachConsole } from '../detach.ts'
import { liveConsole } from '../live-consoles.ts'
import { DockHeight, limitHeight } from './dock-height.tsx'
import { DockTabs } from './dock-tabs.tsx'

/** Consoles that stay open while one goes from page to page. On a phone it covers the screen. */
export function ConsoleDock() {
  const { t } = useLingui()
  const phone = usePhone()
  const { consoles, active, inPage, folded, maximized, height, asked } = useStore(openConsoles)
  const docked = consoles.filter(one => one.id !== inPage)
  const shown = docked.find(one => one.id === active) ?? docked.at(-1)
  const console = shown && liveConsole(shown)
  useEffect(() => {
    // Those that wait in other tabs connect too: they were opened to be there.
    for (const one of docked) void liveConsole(one).line
  }, [consoles, inPage])
  useEffect(() => {
    if (asked > 0) console?.focus()
  }, [asked])
  if (!console) return null
  const covers = !folded && (phone || maximized)
  return (
    <section
      aria-label={t`Consoles`}
      data-console-frame
      className={classNames('flex flex-col border-t border-line bg-surface', covers ? 'fixed inset-0 z-40' : 'relative shrink-0')}
      style={{ height: covers || folded ? undefined : limitHeight(height) }}
    >
      {!covers && !folded && <DockHeight height={height} />}
      <header
        className={classNames('flex items-center border-b border-line', phone && docked.length > 1 && 'flex-wrap *:first:basis-full')}
      >
        <DockTabs consoles={docked} active={shown.id} />
        {!folded && <ConsoleTools console={console} />}
        <div className="ml-auto flex items-center border-l border-line">
          {!phone && !folded && (
            <IconButton icon={ExternalLink} label={t`Open in a window of its own`} onClick={() => detachConsole(shown)} />
          )}
          {!phone && !folded && (
            <IconButton
              icon={maximized ? Minimize2 : Maximize2}
              label={maximized ? t`Make it smaller` : t`Cover the page`}
              onClick={() => arrangeConsoles({ maximized: !maximized })}
            />
          )}
          <IconButton
            icon={folded ? ChevronUp : ChevronDown}
            label={folded ? t`Show the consoles` : t`Fold the consoles`}
            aria-expanded={!folded}
            onClick={() => arrangeConsoles({ folded: !folded, maximized: false })}
          />
        </div>
      </header>
      {!folded && (
        <div role="tabpanel" aria-label={t`Console`} className="flex min-h-0 flex-1 flex-col">
          <ConsoleView key={shown.id} console={console} />
        </div>
      )}
    </section>
  )
}
