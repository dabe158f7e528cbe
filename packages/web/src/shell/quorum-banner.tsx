import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Unplug } from 'lucide-react'
import { clusterAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'

/** Without quorum nothing can be changed: says so on every page, and where to read what to do. */
export function QuorumBanner() {
  const { t } = useLingui()
  const quorate = useStore(live.quorate)
  if (quorate !== false) return null
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-2 border-b border-bad/40 bg-bad-surface px-4 py-1 text-bad">
      <Unplug size={15} aria-hidden className="shrink-0" />
      <span className="font-medium">{t`No quorum.`}</span>
      <span>{t`What runs goes on and everything can be read; nothing can be changed or started until enough nodes are back.`}</span>
      <Link to={clusterAddress('members')} className="inline-flex items-center underline">{t`What to do`}</Link>
    </div>
  )
}
