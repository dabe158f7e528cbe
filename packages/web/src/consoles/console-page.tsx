import { useLingui } from '@lingui/react/macro'
import { useNavigate, useParams } from '@tanstack/react-router'
import { PanelBottom } from 'lucide-react'
import { useEffect } from 'react'
import { consoleOfId } from '../shell/console-id.ts'
import { offerConsole } from '../shell/console-handover.ts'
import { openConsole, type OpenConsole } from '../shell/console-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { ConsoleTools } from './console-tools.tsx'
import { ConsoleView } from './console-view.tsx'
import { holdConsole, liveConsole } from './live-consoles.ts'
import { useConsoleName } from './use-console-name.ts'

/** A console in a window of its own. */
export function ConsolePage() {
  const { t } = useLingui()
  const { _splat: id = '' } = useParams({ strict: false })
  const open = consoleOfId(id)
  if (!open)
    return (
      <div className="flex flex-col gap-3 p-4">
        <h1 className="text-[1.35em] font-semibold">{t`Console`}</h1>
        <Notice look="bad" title={t`There is no console of this address`} />
      </div>
    )
  return <ConsoleWindow key={open.id} open={open} />
}

function ConsoleWindow({ open }: { open: OpenConsole }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const name = useConsoleName()(open)
  const console = liveConsole(open)
  useEffect(() => holdConsole(open.id), [open.id])
  useEffect(() => {
    document.title = `${name} · Quorate`
  }, [name])
  async function giveBack(): Promise<void> {
    if (await offerConsole(open)) window.close()
    // No other window is there, or the browser keeps this one: it becomes one with a dock.
    openConsole(open)
    await navigate({ to: '/' })
  }
  return (
    <div data-console-frame className="flex min-h-0 flex-1 flex-col bg-surface">
      <header className="flex items-center border-b border-line">
        <h1 className="min-w-0 flex-1 truncate px-3 font-semibold">
          <bdi>{name}</bdi>
        </h1>
        <ConsoleTools console={console} />
        <IconButton icon={PanelBottom} label={t`Back into the dock`} onClick={() => void giveBack()} />
      </header>
      <ConsoleView console={console} />
    </div>
  )
}
