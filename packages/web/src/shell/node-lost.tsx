import { useLingui } from '@lingui/react/macro'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { formatShortTime } from '../ui/format.ts'
import { Notice } from '../ui/notice.tsx'

/** On the page of something whose node does not answer: what is missing here is there again when the node is. */
export function NodeLost({ node }: { node: string }) {
  const { t } = useLingui()
  const lostSince = useStore(live.inventory).nodes.get(node)?.lostSince
  if (lostSince === undefined) return null
  const time = formatShortTime(lostSince)
  return (
    <Notice look="warn" title={t`Node ${node} has not answered since ${time}`}>
      {t`What is asked of it fails until it is back. Numbers and states are the last that were known.`}
    </Notice>
  )
}
