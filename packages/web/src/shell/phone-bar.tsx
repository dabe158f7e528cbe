import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Boxes, LayoutDashboard, ListChecks, Menu as More, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { openPalette } from './palette-store.ts'

const item = 'relative flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-[0.79em]'

function BarLink({ to, exact, children }: { to: string; exact?: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      activeOptions={{ exact: exact === true }}
      activeProps={{ className: 'text-accent font-medium', 'aria-current': 'page' }}
      inactiveProps={{ className: 'text-muted' }}
      className={item}
    >
      {children}
    </Link>
  )
}

/** The way around on a phone. */
export function PhoneBar() {
  const { t } = useLingui()
  const running = useStore(live.tasks).filter(task => task.endtime === undefined).length
  return (
    <nav aria-label={t`Areas`} className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]">
      <BarLink to="/" exact>
        <LayoutDashboard size={20} aria-hidden />
        {t`Overview`}
      </BarLink>
      <BarLink to="/guests">
        <Boxes size={20} aria-hidden />
        {t`Guests`}
      </BarLink>
      <button type="button" onClick={openPalette} className={`${item} text-muted`}>
        <Search size={20} aria-hidden />
        {t`Search`}
      </button>
      <BarLink to="/tasks">
        <ListChecks size={20} aria-hidden />
        {running > 0 ? t`Tasks (${running})` : t`Tasks`}
      </BarLink>
      <BarLink to="/more">
        <More size={20} aria-hidden />
        {t`More`}
      </BarLink>
    </nav>
  )
}
