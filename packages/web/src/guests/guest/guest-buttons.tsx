import { useLingui } from '@lingui/react/macro'
import { ChevronDown, Ellipsis, Monitor } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Guest } from '../../live/guest.ts'
import { parts } from '../../parts.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { isPowerAction } from '../actions/guest-actions.ts'
import { useGuestActions, type GuestAction } from '../actions/use-guest-actions.ts'

const ConsoleMenu = lazy(async () => ({ default: (await parts.consoles()).ConsoleMenu }))

const ActionButton = ({ action, primary, joined }: { action: GuestAction; primary?: boolean; joined?: boolean }) => (
  <Button
    icon={action.icon}
    look={primary ? 'primary' : 'plain'}
    disabledReason={action.disabledReason}
    onClick={action.onSelect}
    className={joined ? 'rounded-r-none border-r-0' : ''}
  >
    {action.label}
  </Button>
)

/** Keeps the place of the console's buttons until they are here: nothing jumps. */
function ConsoleRoom() {
  const { t } = useLingui()
  return (
    <span aria-hidden className="invisible flex">
      <Button icon={Monitor} disabled className="rounded-r-none max-md:w-(--control) max-md:px-0">
        <span className="max-md:hidden">{t`Console`}</span>
      </Button>
      <span className="w-(--control)" />
    </span>
  )
}

/** Power by state, console, and the rest in a menu. */
export function GuestButtons({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const actions = useGuestActions(guest)
  const power = actions.filter(({ id }) => isPowerAction(id))
  const [first, ...others] = power
  const rest = actions.filter(({ id }) => !isPowerAction(id) && id !== 'console')
  return (
    <div className="flex flex-wrap items-center gap-2">
      {first && (
        <span className="inline-flex">
          <ActionButton action={first} primary={first.id === 'start' || first.id === 'resume'} joined={others.length > 0} />
          {others.length > 0 && (
            <Menu
              trigger={<IconButton icon={ChevronDown} look="plain" label={t`More power actions`} className="rounded-l-none" />}
              actions={others}
            />
          )}
        </span>
      )}
      {actions.some(({ id }) => id === 'console') && (
        <Suspense fallback={<ConsoleRoom />}>
          <ConsoleMenu guest={guest} />
        </Suspense>
      )}
      <Menu trigger={<IconButton icon={Ellipsis} look="plain" label={t`More actions`} />} actions={rest} />
    </div>
  )
}
