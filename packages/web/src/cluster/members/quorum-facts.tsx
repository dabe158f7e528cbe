import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import type { Membership } from './use-membership.ts'

/** Whether the cluster may decide, by how many votes, and how many of them can go. */
export function QuorumFacts({ membership }: { membership: Membership }) {
  const { t } = useLingui()
  const { quorum, device, cluster } = membership
  return (
    <Card title={t`Quorum`} className="max-w-3xl">
      <Facts>
        <Fact label={t`Quorum`}>
          {quorum?.quorate === 1 ? (
            <span className="inline-flex items-center gap-1.5">
              <CircleCheck size={16} aria-hidden className="text-good" />
              {t`Yes`}
            </span>
          ) : (
            <span className="inline-flex items-center gap-1.5 text-bad">
              <CircleAlert size={16} aria-hidden />
              {quorum ? t`No` : t`Corosync does not answer`}
            </span>
          )}
        </Fact>
        {quorum && <Votes quorum={quorum} />}
        <Fact label={t`Quorum device`}>
          {device ? (
            <bdi className="break-words">
              {[device.host, device.algorithm, device.state].filter(part => part !== undefined && part !== '').join(' · ')}
            </bdi>
          ) : (
            <span className="text-muted">{t`None`}</span>
          )}
        </Fact>
        <Fact label={t`Configuration version`}>
          <span className="tabular-nums">{cluster?.version}</span>
        </Fact>
      </Facts>
    </Card>
  )
}

function Votes({ quorum: { quorate, votes, expected, needed } }: { quorum: NonNullable<Membership['quorum']> }) {
  const { t } = useLingui()
  const spare = Math.max(0, votes - needed)
  return (
    <Fact label={t`Votes`}>
      <span className="tabular-nums">{t`${votes} of ${expected}; ${needed} are needed`}</span>
      <span className="block text-[0.93em] text-muted">
        {quorate === 0
          ? t`Too few to change anything.`
          : spare === 0
            ? t`No vote more can be lost.`
            : plural(spare, { one: '# vote more can be lost.', other: '# votes more can be lost.' })}
      </span>
    </Fact>
  )
}
