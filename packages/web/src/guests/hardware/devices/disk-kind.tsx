import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import type { SchemaData } from '@quorate/schema'
import { useLingui } from '@lingui/react/macro'
import { membersOf } from '../../../forms/property-string.ts'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { DiskImportFields } from './disk-import-fields.tsx'
import { FormatField } from './format-field.tsx'
import { MemberFields } from './member-fields.tsx'
import { newVolume } from './new-volume.ts'
import { firstPlace, NewVolumeFields, newVolumeNeeds } from './new-volume-fields.tsx'
import { SlotField } from './slot-field.tsx'
import { readSize } from '../../config/read-value.ts'

const buses = ['scsi', 'virtio', 'sata', 'ide']
const busOf = (key: string) => key.replace(/\d+$/, '')
const bandwidth = ['mbps_rd', 'mbps_rd_max', 'mbps_wr', 'mbps_wr_max', 'iops_rd', 'iops_rd_max', 'iops_wr', 'iops_wr_max']
/** What holds for switches that a disk does not name. */
const absent = { backup: true, ssd: false, iothread: false, ro: false, detect_zeroes: true }

const busSchema = (key: string): SchemaData => qemuConfigKeys[`${busOf(key)}[n]` as 'scsi[n]']

function DiskFields(given: DeviceFieldsProps) {
  const { t } = useLingui()
  const { adding, values, name } = given
  // What can be set depends on the bus that is chosen.
  const props = { ...given, schema: busSchema(name) }
  const known = membersOf(props.schema)
  const only = (...members: readonly string[]) => members.filter(member => member in known)
  const importing = '@import' in values
  return (
    <>
      {adding ? (
        <>
          {importing && <DiskImportFields {...props} />}
          <SlotField {...props} buses={buses} />
          <NewVolumeFields {...props} content="images" sized={!importing} formatted />
          <FormatField {...props} />
        </>
      ) : (
        <Facts>
          <Fact label={t`Volume`}>
            <bdi className="break-all">{String(values.file ?? '')}</bdi>
          </Fact>
          <Fact label={t`Size`}>{values.size === undefined ? '–' : readSize(String(values.size))}</Fact>
        </Facts>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <MemberFields {...props} only={only('cache', 'discard', 'iothread', 'ssd', 'backup', 'ro', 'replicate')} absent={absent} />
      </div>
      <Advanced>
        <div className="grid gap-4 sm:grid-cols-2">
          <MemberFields
            {...props}
            only={only(
              'aio',
              'detect_zeroes',
              'serial',
              'wwn',
              'queues',
              'rerror',
              'werror',
              'shared',
              'snapshot',
              'vendor',
              'product',
              'model',
            )}
            absent={absent}
          />
        </div>
      </Advanced>
      <Advanced title={t`Bandwidth limits`}>
        <div className="grid gap-4 sm:grid-cols-2">
          <MemberFields {...props} only={bandwidth} />
        </div>
      </Advanced>
    </>
  )
}

export const diskKind = (key = 'scsi0'): DeviceKind => ({
  kind: busOf(key),
  buses,
  schema: busSchema(key),
  Fields: DiskFields,
  begin: (_, { node }) => ({ '@size': 32, ...firstPlace(node) }),
  needs: newVolumeNeeds,
  write: newVolume,
  task: true,
})

/** A disk that begins as a copy of an image. */
export const importedDiskKind: DeviceKind = {
  ...diskKind(),
  begin: (_, { node }) => ({ '@import': true, ...firstPlace(node) }),
  needs: () => ['import-from', '@storage'],
}
