import { createHash } from 'node:crypto'
import type { EventHub, NodeStanding } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { nodes } from '@quorate/contract/nodes/nodes'
import { nodesDns } from '@quorate/contract/nodes/dns'
import { nodesHosts } from '@quorate/contract/nodes/hosts'
import { nodesStatistics } from '@quorate/contract/nodes/statistics'
import { nodesStatus } from '@quorate/contract/nodes/status'
import { nodesTime } from '@quorate/contract/nodes/time'
import { lxcStatistics } from '@quorate/contract/lxc/statistics'
import { qemuStatistics } from '@quorate/contract/qemu/statistics'
import { storageStatus } from '@quorate/contract/storage/status'
import { nicCounters } from '@quorate/guest/nic-counters'
import { Failure } from '@quorate/schema'
import { nodeRows, type NodeState } from './cluster/node-rows.ts'
import { readEtc, writeEtc } from './machine/etc-file.ts'
import { setTimeZone } from './machine/time-zone.ts'
import { nodeReport, type ReportParts } from './machine/report.ts'
import { nodeStatus } from './machine/node-status.ts'
import { editResolver, parseResolver } from './machine/resolver.ts'
import type { Timeframe } from './statistics/archives.ts'
import { rrdData } from './statistics/rrd-data.ts'

export interface NodeServices extends ReportParts {
  readonly hub: Pick<EventHub, 'values'>
  nodes(): ReadonlyMap<string, NodeStanding>
  /** SHA-256 fingerprint of the certificate of a node's web server. */
  fingerprint(node: string): string | undefined
}

/** Ends of the network cards of VMs and containers. */
const ofGuests = /^(?:tap|veth)(\d+)i(\d+)$/

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/** What concerns this machine itself, and the charts of everything on it. */
export function nodeApi(services: NodeServices): Implementation[] {
  const { host, hub, build, fingerprint } = services
  const { node } = host.root
  const chart = (kind: 'guest' | 'node' | 'storage', id: string, { timeframe, cf }: { timeframe: Timeframe; cf?: string }) =>
    rrdData(host.root, kind, id, { timeframe, consolidation: cf === 'MAX' ? 'MAX' : 'AVERAGE', nowSeconds: Math.floor(host.now() / 1000) })
  return [
    ...implement(nodes, {
      list: call =>
        nodeRows(services.nodes(), hub).map(row => {
          const { id, type, node: name, status, level } = row
          return call.may(`/nodes/${name}`, 'Sys.Audit')
            ? { ...row, ssl_fingerprint: fingerprint(name) }
            : { id, type, node: name, status, level }
        }),
    }),
    ...implement({ get: nodesStatus.get }, { get: () => nodeStatus(hub.values('node').get(node)?.data as NodeState | undefined, build) }),
    ...implement({ rrdData: nodesStatistics.rrdData }, { rrdData: (_call, parameters) => chart('node', node, parameters) }),
    ...implement(
      { rrdData: qemuStatistics.rrdData },
      { rrdData: (_call, parameters) => chart('guest', String(parameters.vmid), parameters) },
    ),
    ...implement(
      { rrdData: lxcStatistics.rrdData },
      { rrdData: (_call, parameters) => chart('guest', String(parameters.vmid), parameters) },
    ),
    ...implement(
      { rrdData: storageStatus.rrdData },
      { rrdData: (_call, parameters) => chart('storage', `${node}/${parameters.storage}`, parameters) },
    ),
    ...implement(nodesDns, {
      get: async () => parseResolver(await readEtc(host, 'resolv.conf')),
      async update(_call, { node: _node, ...resolver }) {
        await writeEtc(host, 'resolv.conf', editResolver(await readEtc(host, 'resolv.conf'), resolver))
        return null
      },
    }),
    ...implement(nodesHosts, {
      async get() {
        const data = await readEtc(host, 'hosts')
        return { data, digest: sha1(data) }
      },
      async update(_call, { data, digest }) {
        if (digest !== undefined && digest !== sha1(await readEtc(host, 'hosts'))) {
          throw new Failure('detected modified configuration - file changed by other user? Try again.')
        }
        await writeEtc(host, 'hosts', data)
        return null
      },
    }),
    ...implement(nodesTime, {
      get: () => {
        const nowMs = host.now()
        return {
          timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          time: Math.floor(nowMs / 1000),
          localtime: Math.floor(nowMs / 1000) - new Date(nowMs).getTimezoneOffset() * 60,
        }
      },
      async update(_call, { timezone }) {
        await setTimeZone(host, timezone)
        return null
      },
    }),
    ...implement(
      { netstat: nodesStatus.netstat, report: nodesStatus.report },
      {
        report: call => nodeReport(services, call),
        netstat: () =>
          [...nicCounters(ofGuests)].flatMap(([vmid, nics]) =>
            Object.entries(nics).map(([dev, { netin, netout }]) => ({ vmid, dev, in: netin, out: netout })),
          ),
      },
    ),
  ]
}
