import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { prefer, preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { IconButton } from '../ui/button.tsx'
import { areas } from './areas.ts'

/** The areas, on the left. */
export function Rail() {
  const { t, i18n } = useLingui()
  const { treeOpen } = useStore(preferences)
  return (
    <nav
      aria-label={t`Areas`}
      className="flex w-19 shrink-0 flex-col items-stretch gap-0.5 overflow-y-auto border-r border-line bg-surface p-1.5"
    >
      {areas.map(({ path, label, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          activeOptions={{ exact: path === '/' }}
          activeProps={{ className: 'bg-selected text-accent font-medium', 'aria-current': 'page' }}
          inactiveProps={{ className: 'text-muted hover:bg-hover hover:text-text' }}
          className="flex flex-col items-center gap-0.5 rounded-md px-0.5 py-1.5 text-[0.79em]"
        >
          <Icon size={19} aria-hidden />
          {i18n._(label)}
        </Link>
      ))}
      <IconButton
        icon={treeOpen ? PanelLeftClose : PanelLeftOpen}
        label={treeOpen ? t`Hide the tree` : t`Show the tree`}
        onClick={() => prefer({ treeOpen: !treeOpen })}
        className="mt-auto self-center"
      />
    </nav>
  )
}
