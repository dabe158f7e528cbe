import { useLingui } from '@lingui/react/macro'
import { Check, CircleHelp, X } from 'lucide-react'
import type { MemberNode, Membership } from './use-membership.ts'

/** Address of a node on a link, and whether this node reaches it by that. */
export function LinkState({ membership, node, link }: { membership: Membership; node: MemberNode; link: number }) {
  const { t } = useLingui()
  const address = node.addresses.find(one => one.link === link)?.address
  if (address === undefined) return <span className="text-muted">–</span>
  const state = membership.links.find(one => one.link === link)?.peers.find(({ nodeid }) => nodeid === node.nodeid)?.state
  const looks = {
    connected: { icon: Check, colour: 'text-good', word: t`Connected` },
    disconnected: { icon: X, colour: 'text-bad', word: t`Disconnected` },
    unknown: { icon: CircleHelp, colour: 'text-muted', word: t`Unknown` },
  }
  const look = state && looks[state]
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <bdi className="font-mono break-all text-[0.93em]">{address}</bdi>
      {look && (
        <span role="img" aria-label={look.word} title={look.word} className={`shrink-0 ${look.colour}`}>
          <look.icon size={15} aria-hidden />
        </span>
      )}
    </span>
  )
}
