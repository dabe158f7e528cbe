import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ServerOff } from 'lucide-react'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { formatShortTime } from '../ui/format.ts'

/** Says which nodes are down, since when, and that what is shown of them is as it was then. */
export function NodeBanner() {
  const { t } = useLingui()
  const { nodes } = useStore(live.inventory)
  const down = [...nodes.values()].filter(({ status }) => status === 'offline').toSorted((a, b) => a.node.localeCompare(b.node))
  const [first] = down
  if (!first) return null
  const timeOf = ({ lostSince = 0 }: typeof first) => formatShortTime(lostSince)
  const { node } = first
  const time = timeOf(first)
  const names = down.map(one => t`${one.node} (since ${timeOf(one)})`).join(', ')
  return (
    <p role="status" className="flex items-center gap-2 border-b border-bad/40 bg-bad-surface px-4 py-1 text-bad">
      <ServerOff size={15} aria-hidden className="shrink-0" />
      <Link to="/nodes" className="min-w-0 hover:underline">
        {down.length === 1
          ? t`Node ${node} has not answered since ${time}; its guests keep their last known state.`
          : t`These nodes do not answer: ${names}. Their guests keep their last known state.`}
      </Link>
    </p>
  )
}
