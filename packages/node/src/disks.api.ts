import { implement, type Implementation } from '@quorate/contract'
import { nodesDisks } from '@quorate/contract/nodes/disks'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { blockDevices, type BlockDevice } from './disks/block-devices.ts'
import { diskRow, partitionRow } from './disks/disk-rows.ts'
import { diskHealth, hasSmart, smartReport } from './disks/smart.ts'

const partitionsOf = ({ children = [] }: BlockDevice) => children.filter(({ type }) => type === 'part')

/** The disks of the node, to look at. */
export function disksApi({ host }: { host: Host }, canAsk: () => boolean = hasSmart): Implementation[] {
  const { list, smart } = nodesDisks
  return implement(
    { list, smart },
    {
      async list(_call, { 'include-partitions': withPartitions, skipsmart, type }) {
        const asks = !skipsmart && canAsk()
        const rows = await Promise.all(
          (await blockDevices(host)).map(async disk => [
            diskRow(disk, asks ? await diskHealth(host, disk.path) : undefined),
            ...(withPartitions ? partitionsOf(disk).map(partition => partitionRow(partition, disk)) : []),
          ]),
        )
        const all = rows.flat()
        if (type === 'unused') return all.filter(row => row.used === undefined)
        // A journal can be put beside others on a disk with partitions of its own kind.
        if (type === 'journal_disks') return all.filter(row => row.used === undefined || (row.used === 'partitions' && row.gpt === 1))
        return all
      },

      async smart(_call, { disk, healthonly }) {
        const disks = await blockDevices(host)
        if (!disks.some(({ path }) => path === disk)) throw new Failure(`'${disk}' is no disk of this node`)
        if (!canAsk())
          throw new Failure(`cannot ask ${disk} for its health: smartctl is not installed on this node: install the package smartmontools`)
        return await smartReport(host, disk, healthonly ?? false)
      },
    },
  )
}
