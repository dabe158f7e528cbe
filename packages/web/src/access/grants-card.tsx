import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { entryKey, type AclEntry } from '../acl/acl-entries.ts'
import { removeEntries } from '../acl/change-acl.ts'
import { accessAddress } from '../addresses.ts'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Badge } from '../ui/tag.tsx'
import { useAcl } from './use-access.ts'

/** The roles that were given to one user, group or token, with where they hold. */
export function GrantsCard({ type, ugid }: Pick<AclEntry, 'type' | 'ugid'>) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const entries = useAcl().filter(entry => entry.type === type && entry.ugid === ugid)
  return (
    <Card
      title={t`Roles given`}
      actions={
        <Button icon={Plus} onClick={() => openPanel('add-permission', `${type}/${ugid}`)}>
          {t`Add permission`}
        </Button>
      }
    >
      {entries.length === 0 && <p className="text-muted">{t`No role has been given directly.`}</p>}
      <ul className="flex flex-col">
        {entries.map(entry => {
          const { path, roleid } = entry
          return (
            <li key={entryKey(entry)} className="flex min-h-(--row) items-center gap-3 border-b border-line last:border-0">
              <bdi className="min-w-0 flex-1 truncate font-mono text-[0.93em]">{path}</bdi>
              {!entry.propagate && <Badge>{t`This path only`}</Badge>}
              <Link to={accessAddress('roles', roleid)} className="min-w-0 flex-1 truncate hover:underline">
                <bdi>{roleid}</bdi>
              </Link>
              <IconButton
                icon={Trash2}
                label={t`Remove`}
                aria-label={t`Remove role ${roleid} on ${path}`}
                onClick={() => void removeEntries([entry])}
              />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
