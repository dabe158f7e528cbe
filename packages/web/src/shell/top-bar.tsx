import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { BookOpen, Box, Code, Keyboard, LogOut, Monitor, Moon, Plus, Search, Settings, Sun, User, UserCog } from 'lucide-react'
import { logout } from '../api/login.ts'
import { session } from '../api/session.ts'
import { prefer, preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { IconButton, buttonClasses } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { usePhone } from '../ui/use-media.ts'
import { openPalette, showShortcuts } from './palette-store.ts'
import { useOpenPanel } from './use-open-panel.ts'
import { useNeed } from './use-need.ts'

/** Name, search, creating, and what belongs to the user. */
export function TopBar() {
  const { t } = useLingui()
  const phone = usePhone()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/vms', 'VM.Allocate')
  const inPool = useNeed('/pool', 'VM.Allocate')
  const cannotCreate = need && inPool ? need : undefined
  const { user, clusterName } = useStore(session)
  const { theme } = useStore(preferences)
  const dark = document.documentElement.dataset.theme === 'dark'
  return (
    <header className="flex h-12 shrink-0 max-md:h-14 items-center gap-2 border-b border-line bg-surface px-3">
      <Link to="/" className="mr-2 flex min-w-0 items-center gap-2 font-bold">
        <img src="/icons/quorate.svg" alt="" width={22} height={22} />
        <span className="truncate">
          Quorate
          {clusterName && <span className="font-normal text-muted">{` · ${clusterName}`}</span>}
        </span>
      </Link>
      {!phone && (
        <button
          type="button"
          onClick={openPalette}
          className="ml-auto flex h-(--control) w-72 items-center gap-2 rounded-md border border-line bg-page px-2.5 text-muted hover:border-strong"
        >
          <Search size={15} aria-hidden />
          <span className="flex-1 text-left">{t`Search everything`}</span>
          <kbd className="font-sans text-[0.86em]">Ctrl K</kbd>
        </button>
      )}
      <div className={phone ? 'ml-auto' : ''}>
        <Menu
          trigger={
            <button type="button" aria-label={t`Create`} className={buttonClasses('primary')}>
              <Plus size={16} aria-hidden />
              {!phone && t`Create`}
            </button>
          }
          actions={[
            { label: t`Virtual machine`, icon: Monitor, onSelect: () => openPanel('create-vm'), disabledReason: cannotCreate },
            { label: t`Container`, icon: Box, onSelect: () => openPanel('create-container'), disabledReason: cannotCreate },
          ]}
        />
      </div>
      <IconButton
        icon={dark ? Sun : Moon}
        label={dark ? t`Light` : t`Dark`}
        aria-label={t`Switch between light and dark`}
        onClick={() => prefer({ theme: dark ? 'light' : 'dark' })}
        data-theme-choice={theme}
      />
      <Menu
        trigger={<IconButton icon={User} label={user ?? t`User`} />}
        actions={[
          { label: t`Account`, icon: UserCog, onSelect: () => void navigate({ to: '/access/me' }) },
          { label: t`Preferences`, icon: Settings, onSelect: () => void navigate({ to: '/settings' }) },
          { label: t`Keyboard`, icon: Keyboard, onSelect: showShortcuts },
          { label: t`Guides`, icon: BookOpen, onSelect: () => void navigate({ to: '/docs' }) },
          { label: t`API viewer`, icon: Code, onSelect: () => void window.open('/api-viewer/', '_blank', 'noopener') },
          { label: t`Log out`, icon: LogOut, separated: true, onSelect: () => void logout() },
        ]}
      />
    </header>
  )
}
