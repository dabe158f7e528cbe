import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { accessAddress } from '../addresses.ts'
import { useCall } from '../api/use-call.ts'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Badge } from '../ui/tag.tsx'
import { asEntry, entriesFor, entryKey, type AclEntry } from './acl-entries.ts'
import { removeEntries } from './change-acl.ts'
import { SubjectName } from './subject-name.tsx'
import { useNeed, useUnseen } from '../shell/use-need.ts'

export interface AclListProps {
  /** Object path: `/vms/100`, `/storage/local`, `/pool/lab`, `/nodes/pve`. */
  readonly path: string
  /** Pools that the object is in: they hand their permissions down to it. */
  readonly pools?: readonly string[]
}

const noPools: readonly string[] = []

/** Who may do what on one object: entries on its own path, which can be changed here, and those that reach it from above. */
export function AclList({ path, pools = noPools }: AclListProps) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const need = useNeed(path, 'Permissions.Modify')
  const unseen = useUnseen(path, 'Permissions.Modify', 'Sys.Audit')
  const { data, error, refetch } = useCall('GET /access/acl', {}, { watch: ['/user.cfg'] })
  const { own, inherited } = useMemo(() => entriesFor((data ?? []).map(asEntry), path, pools), [data, path, pools])
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <p className="mr-auto text-muted">{t`Who has which role here. A nearer path replaces what a path above says to the same user.`}</p>
        <Button disabledReason={need} icon={Plus} onClick={() => openPanel('add-permission', path)}>{t`Add permission`}</Button>
      </div>
      <ul aria-label={t`Permissions`} className="overflow-hidden rounded-lg border border-line bg-surface">
        {own.map(entry => (
          <AclLine key={entryKey(entry)} entry={entry} />
        ))}
        {inherited.map(entry => (
          <AclLine key={entryKey(entry)} entry={entry} inherited />
        ))}
        {data && own.length + inherited.length === 0 && (
          <li className="p-6 text-center text-muted">{unseen ?? t`Nobody has a role here: only root@pam may use it.`}</li>
        )}
        {!data && <li className="p-6 text-center text-muted">{t`Loading…`}</li>}
      </ul>
    </div>
  )
}

function AclLine({ entry, inherited }: { entry: AclEntry; inherited?: boolean }) {
  const { t } = useLingui()
  const { path, roleid, ugid } = entry
  const need = useNeed(path, 'Permissions.Modify')
  return (
    <li className="flex min-h-(--row) items-center gap-3 border-b border-line px-3 last:border-0">
      <div className="grid min-w-0 flex-1 gap-x-3 md:grid-cols-[minmax(10rem,1.5fr)_minmax(8rem,1fr)_minmax(8rem,1fr)] md:items-center">
        <SubjectName {...entry} />
        <Link to={accessAddress('roles', roleid)} className="truncate text-muted hover:underline md:text-text">
          <bdi>{roleid}</bdi>
        </Link>
        <span className="flex items-center gap-2 max-md:hidden">
          {inherited && (
            <span className="truncate text-muted">
              {t`from`} <bdi className="font-mono text-[0.93em]">{path}</bdi>
            </span>
          )}
          {!entry.propagate && <Badge>{t`This path only`}</Badge>}
        </span>
      </div>
      <span className="flex w-20 shrink-0 justify-end">
        {inherited ? (
          <Badge>{t`Inherited`}</Badge>
        ) : (
          <IconButton
            icon={Trash2}
            label={t`Remove`}
            aria-label={t`Remove role ${roleid} of ${ugid}`}
            disabledReason={need}
            onClick={() => void removeEntries([entry])}
          />
        )}
      </span>
    </li>
  )
}
