import type { MemberState, QuorumStanding } from '@quorate/cluster'
import type { ClusterConfigParts, OwnProcess } from '@quorate/node'
import { corosyncView } from '@quorate/node'
import { Failure } from '@quorate/schema'
import { fingerprint } from '@quorate/server'
import { webCertificate } from './certificates.ts'
import { ownAddresses } from './cluster-peers.ts'
import { ensureCertificates } from './ensure-certificates.ts'
import type { Services } from './services.ts'

/** What only the process that runs tasks can do. */
export interface ClusterOrders {
  /** Starts or ends corosync, as this node is a member or alone. */
  corosync(): void
  restart(process: OwnProcess): void
  /** Resolves when the task is over. */
  ended(upid: string): Promise<unknown>
}

export function clusterParts(services: Services): ClusterConfigParts {
  const { host, store, guests, clusterOrders: orders } = services
  return {
    host,
    store,
    guests,
    membership: store,
    view: () => corosyncView(host),
    standing: node => store.hub.values('member').get(node)?.data as MemberState | undefined,
    inStep: () => (store.hub.values('cluster').get('quorum')?.data as QuorumStanding | undefined)?.phase === 'member',
    fingerprint(node) {
      const certificate = webCertificate(store, node)
      return certificate && fingerprint(certificate.cert)
    },
    async updateCertificates(force) {
      const refused: string[] = []
      const { node } = host.root
      await ensureCertificates(store, host, ownAddresses(store, node), text => refused.push(text), { force })
      if (refused.length > 0) throw new Failure(refused.join('; '))
    },
    ...(orders && {
      corosync: () => orders.corosync(),
      restartAfter(upid, processes) {
        void orders.ended(upid).then(() => {
          for (const process of processes) orders.restart(process)
        })
      },
    }),
  }
}
