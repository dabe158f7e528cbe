import { useLingui } from '@lingui/react/macro'
import { KeyRound } from 'lucide-react'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { NodeList } from './node-list.tsx'
import { NodeTable } from './node-table.tsx'
import { NoQuorumNotice } from './no-quorum-notice.tsx'
import { QuorumFacts } from './quorum-facts.tsx'
import { useMembership } from './use-membership.ts'

/** The nodes of a cluster with their links, its quorum, and what others need to join. */
export function MemberView() {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const phone = usePhone()
  return (
    <WithData query={useMembership(true)}>
      {membership => (
        <div className="flex flex-col gap-3">
          {membership.quorum?.quorate !== 1 && <NoQuorumNotice membership={membership} />}
          <Card
            title={<bdi>{t`Cluster ${membership.cluster?.name ?? ''}`}</bdi>}
            actions={
              <Button icon={KeyRound} onClick={() => openPanel('join-information')}>
                {t`Join information`}
              </Button>
            }
          >
            {phone ? <NodeList membership={membership} /> : <NodeTable membership={membership} />}
          </Card>
          <QuorumFacts membership={membership} />
        </div>
      )}
    </WithData>
  )
}
