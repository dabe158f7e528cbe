import { useLingui } from '@lingui/react/macro'
import { ChevronDown, Download, ExternalLink, Monitor, SquareTerminal } from 'lucide-react'
import type { Guest } from '../live/guest.ts'
import { openConsole } from '../shell/console-store.ts'
import { toast } from '../shell/toast-store.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Menu, type MenuAction } from '../ui/menu.tsx'
import { useConsoleKinds } from './console-kinds.ts'
import { detachConsole } from './detach.ts'
import { useGuestConsoles } from './use-guest-consoles.ts'
import { saveSpiceFile } from './spice-file.ts'
import { usePrivileges } from '../api/use-privileges.ts'

/** Opens the console that people want first, in the dock; a menu beside it has the others. */
export function ConsoleMenu({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const kindOf = useConsoleKinds()
  const { consoles, spice } = useGuestConsoles(guest)
  const [first] = consoles
  const may = usePrivileges(`/vms/${guest.vmid}`)('VM.Console')
  const { vmid } = guest
  const whyNot = !may
    ? t`It needs VM.Console on /vms/${vmid}.`
    : guest.template
      ? t`A template does not run`
      : first
        ? undefined
        : t`It has neither a display nor a serial port`
  const actions: readonly MenuAction[] = [
    ...consoles.map(console => ({
      label: kindOf(console),
      icon: console.kind === 'vnc' ? Monitor : SquareTerminal,
      onSelect: () => openConsole(console),
    })),
    ...(first ? [{ label: t`In a window of its own`, icon: ExternalLink, separated: true, onSelect: () => detachConsole(first) }] : []),
    ...(guest.kind === 'qemu'
      ? [
          {
            label: t`File for a SPICE viewer`,
            icon: Download,
            disabledReason: !spice ? t`Needs a display of type qxl` : guest.status !== 'running' ? t`Needs a VM that runs` : undefined,
            onSelect: () => void saveSpiceFile(guest).catch((error: unknown) => toast({ look: 'bad', text: String(error) })),
          },
        ]
      : []),
  ]
  return (
    <div className="flex">
      <Button
        icon={first?.kind === 'vnc' ? Monitor : SquareTerminal}
        disabledReason={whyNot}
        onClick={() => first && openConsole(first)}
        className="rounded-r-none max-md:w-(--control) max-md:px-0"
      >
        <span className="max-md:sr-only">{t`Console`}</span>
      </Button>
      <Menu
        trigger={
          <IconButton
            look="plain"
            icon={ChevronDown}
            label={t`Other consoles`}
            disabledReason={whyNot}
            className="rounded-l-none border-l-0"
          />
        }
        actions={actions}
      />
    </div>
  )
}
