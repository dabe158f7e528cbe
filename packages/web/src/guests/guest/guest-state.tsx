import { useLingui } from '@lingui/react/macro'
import { LoaderCircle } from 'lucide-react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { AsOf } from '../../ui/as-of.tsx'
import { Status, statusWord } from '../../ui/status.tsx'
import { intentWords } from '../actions/action-words.ts'
import { intentOf, powerIntents } from '../actions/power-intents.ts'

/** The guest's state, or what it is about to become. */
export function GuestState({ guest }: { guest: Guest }) {
  const { t, i18n } = useLingui()
  const lostSince = useStore(live.inventory).nodes.get(guest.node)?.lostSince
  const intent = intentOf(guest.vmid, useStore(powerIntents), useStore(live.tasks))
  return (
    <span role="status" className="inline-flex shrink-0 items-center">
      {intent ? (
        <span className="inline-flex items-center gap-1.5">
          <LoaderCircle size={14} aria-hidden className="animate-spin text-accent" />
          {i18n._(intentWords[intent])}
        </span>
      ) : (
        <Status status={guest.status === 'stopped' && guest.lock === 'suspended' ? 'suspended' : guest.status} />
      )}
      {guest.lastStatus && lostSince !== undefined && (
        <span className="ml-2">
          {t`last: ${i18n._(statusWord(guest.lastStatus))}`}, <AsOf since={lostSince} />
        </span>
      )}
    </span>
  )
}
