import type { ClusterConfigParts, ClusterMembership, ClusterView, OwnProcess } from '@quorate/node'
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

/** Every client asks for it every few seconds. */
const viewMs = 1000

function keptView(services: Services): () => Promise<ClusterView | undefined> {
  let asked: { readonly at: number; readonly answer: Promise<ClusterView | undefined> } | undefined
  return () => {
    if (!asked || performance.now() - asked.at > viewMs) asked = { at: performance.now(), answer: corosyncView(services.host) }
    return asked.answer
  }
}

export function clusterParts(services: Services, membership: ClusterMembership, orders?: ClusterOrders): ClusterConfigParts {
  const { host, store, guests } = services
  return {
    host,
    store,
    guests,
    membership,
    view: keptView(services),
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
