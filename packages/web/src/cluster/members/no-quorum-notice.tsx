import { Trans, useLingui } from '@lingui/react/macro'
import { Notice } from '../../ui/notice.tsx'
import type { Membership } from './use-membership.ts'

/** What to do when there is no quorum. */
export function NoQuorumNotice({ membership: { quorum, node } }: { membership: Membership }) {
  const { t } = useLingui()
  if (!quorum)
    return (
      <Notice look="bad" title={t`Corosync does not answer on ${node}`}>
        <Trans>
          This node is no part of the cluster without it, and changes nothing. It is started anew by itself; why it does not run stands in
          the system log of the node.
        </Trans>
      </Notice>
    )
  const { votes, needed } = quorum
  return (
    <Notice look="bad" title={t`No quorum: ${votes} of ${needed} votes that are needed`}>
      <p>
        <Trans>
          So that two halves of a cluster never decide against each other, only one with enough votes may change anything. What runs here
          goes on.
        </Trans>
      </p>
      <ul className="list-disc pl-5">
        <li>{t`Switch the missing nodes on, or mend the network between them: everything is as before then, by itself.`}</li>
        <li>
          <Trans>
            Only if the missing nodes are off for good: <code className="font-mono">pvecm expected 1</code> in the shell of this node makes
            the votes that are there enough. With nodes that still run elsewhere, that loses data.
          </Trans>
        </li>
      </ul>
    </Notice>
  )
}
