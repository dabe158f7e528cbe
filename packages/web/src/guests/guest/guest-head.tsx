import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { nodeAddress, poolAddress } from '../../addresses.ts'
import type { Guest } from '../../live/guest.ts'
import { Badge } from '../../ui/tag.tsx'
import { GuestButtons } from './guest-buttons.tsx'
import { GuestTitle } from './guest-name.tsx'
import { GuestState } from './guest-state.tsx'
import { TagEditor } from './tag-editor.tsx'

/** What the guest is and how it is, and what can be done to it. */
export function GuestHead({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  const { vmid, kind, node, pool, lock, template } = guest
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2">
      <div className="flex min-w-0 grow basis-80 flex-col gap-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3">
          <GuestTitle guest={guest} />
          {template ? <Badge>{t`Template`}</Badge> : <GuestState guest={guest} />}
          {lock && (
            <Badge look="warn">
              <Lock size={12} aria-hidden />
              {t`Locked: ${lock}`}
            </Badge>
          )}
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
          <span>
            {kind === 'qemu' ? t`VM` : t`Container`} <span className="tabular-nums">{vmid}</span>
          </span>
          <span className="min-w-0 break-words">
            {t`Node`}{' '}
            <Link to={nodeAddress(node)} className="text-text hover:underline">
              <bdi>{node}</bdi>
            </Link>
          </span>
          {pool && (
            <span className="min-w-0 break-words">
              {t`Pool`}{' '}
              <Link to={poolAddress(pool)} className="text-text hover:underline">
                <bdi>{pool}</bdi>
              </Link>
            </span>
          )}
          <TagEditor guest={guest} />
        </div>
      </div>
      <GuestButtons guest={guest} />
    </div>
  )
}
