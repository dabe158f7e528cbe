import { useLingui } from '@lingui/react/macro'
import { ExternalLink, PanelBottom } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import type { Guest } from '../live/guest.ts'
import { arrangeConsoles, openConsole, openConsoles, type OpenConsole } from '../shell/console-store.ts'
import { useStore } from '../store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Notice } from '../ui/notice.tsx'
import { Select } from '../ui/select.tsx'
import { useConsoleKinds } from './console-kinds.ts'
import { ConsoleTools } from './console-tools.tsx'
import { ConsoleView } from './console-view.tsx'
import { detachConsole } from './detach.ts'
import { useGuestConsoles } from './use-guest-consoles.ts'
import { holdConsole, liveConsole } from './live-consoles.ts'

/** A guest's console as a page of it shows it. It is the one of the dock, if there is one, moved here for the time being. */
export function GuestConsole({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const kindOf = useConsoleKinds()
  const { consoles } = useGuestConsoles(guest)
  const [chosen, setChosen] = useState<string>()
  const docked = openConsoles.get().consoles
  const open = consoles.find(one => one.id === chosen) ?? consoles.find(one => docked.some(({ id }) => id === one.id)) ?? consoles[0]
  if (guest.template) return <Notice title={t`A template does not run: it has no console.`} />
  if (!open) return <Notice title={t`This VM has neither a display nor a serial port.`} />
  return (
    <ShownHere key={open.id} open={open}>
      {consoles.length > 1 && (
        <Select
          aria-label={t`Console`}
          value={open.id}
          onChange={setChosen}
          choices={consoles.map(one => ({ value: one.id, label: kindOf(one) }))}
          className="w-44"
        />
      )}
    </ShownHere>
  )
}

/** A console in the page, with its tools. */
export function ShownHere({ open, children }: { open: OpenConsole; children?: ReactNode }) {
  const { t } = useLingui()
  const { maximized } = useStore(openConsoles)
  /** Somebody would rather have it in the dock, or in a window. */
  const [elsewhere, setElsewhere] = useState(false)
  const { id } = open
  useEffect(() => {
    if (elsewhere) return
    const letGo = holdConsole(id)
    arrangeConsoles({ inPage: id })
    return () => {
      letGo()
      if (openConsoles.get().inPage === id) arrangeConsoles({ inPage: undefined, maximized: false })
    }
  }, [id, elsewhere])
  if (elsewhere)
    return (
      <Notice
        title={t`This console is shown elsewhere.`}
        actions={<Button onClick={() => setElsewhere(false)}>{t`Show it here`}</Button>}
      />
    )
  const console = liveConsole(open)
  return (
    <div
      data-console-frame
      className={classNames(
        'flex min-h-80 flex-1 flex-col overflow-hidden bg-surface',
        maximized ? 'fixed inset-0 z-40' : 'rounded-lg border border-line',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-2 border-b border-line">
        {children}
        <div className="ml-auto flex flex-wrap items-center">
          <ConsoleTools console={console} />
          <IconButton
            icon={PanelBottom}
            label={t`Keep it in the dock`}
            onClick={() => {
              setElsewhere(true)
              openConsole(open)
            }}
          />
          <IconButton
            icon={ExternalLink}
            label={t`Open in a window of its own`}
            onClick={() => {
              setElsewhere(true)
              detachConsole(open)
            }}
          />
        </div>
      </div>
      <ConsoleView console={console} />
    </div>
  )
}
