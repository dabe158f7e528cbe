import { useLingui } from '@lingui/react/macro'
import { Fact, Facts } from '../../ui/facts.tsx'
import type { JoinInformation } from './join-information.ts'

/** What join information says. */
export function JoinInformationFacts({
  information: { ipAddress, fingerprint, clusterName, peerLinks },
}: {
  information: JoinInformation
}) {
  const { t } = useLingui()
  return (
    <Facts>
      {clusterName !== '' && (
        <Fact label={t`Cluster`}>
          <bdi className="font-medium">{clusterName}</bdi>
        </Fact>
      )}
      <Fact label={t`Node that is asked`}>
        <bdi className="font-mono text-[0.93em]">{ipAddress}</bdi>
      </Fact>
      <Fact label={t`Fingerprint`}>
        <span className="font-mono text-[0.86em] break-all">{fingerprint}</span>
      </Fact>
      {Object.entries(peerLinks).map(([link, address]) => (
        <Fact key={link} label={t`Link ${link}`}>
          <bdi className="font-mono text-[0.93em]">{address}</bdi>
        </Fact>
      ))}
    </Facts>
  )
}
