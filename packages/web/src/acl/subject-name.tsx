import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { KeyRound, User, Users } from 'lucide-react'
import { accessAddress } from '../addresses.ts'
import type { AclEntry } from './acl-entries.ts'

const icons = { user: User, group: Users, token: KeyRound }
const tabs = { user: 'users', group: 'groups', token: 'tokens' } as const

/** A user, group or token, told apart by its icon, with a link to it. */
export function SubjectName({ type, ugid }: Pick<AclEntry, 'type' | 'ugid'>) {
  const { t } = useLingui()
  const Icon = icons[type]
  const words = { user: t`User`, group: t`Group`, token: t`Token` }
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon size={15} role="img" aria-label={words[type]} className="shrink-0 text-muted" />
      <Link to={accessAddress(tabs[type], ugid)} className="truncate hover:underline">
        <bdi>{ugid}</bdi>
      </Link>
    </span>
  )
}
