import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { Fact, Facts } from '../../../ui/facts.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { FormatField } from './format-field.tsx'
import { MemberFields } from './member-fields.tsx'
import { newVolume } from './new-volume.ts'
import { firstPlace, NewVolumeFields, onlyStorage } from './new-volume-fields.tsx'

function VolumeFact({ values }: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <Facts>
      <Fact label={t`Volume`}>
        <bdi className="break-all">{String(values.file ?? '')}</bdi>
      </Fact>
    </Facts>
  )
}

function EfiFields(props: DeviceFieldsProps) {
  const { adding } = props
  return (
    <>
      {adding ? <NewVolumeFields {...props} content="images" sized={false} formatted /> : <VolumeFact {...props} />}
      {adding && <FormatField {...props} />}
      <MemberFields {...props} only={adding ? ['efitype', 'pre-enrolled-keys', 'ms-cert'] : ['ms-cert']} />
    </>
  )
}

function TpmFields(props: DeviceFieldsProps) {
  const { adding } = props
  return (
    <>
      {adding ? <NewVolumeFields {...props} content="images" sized={false} /> : <VolumeFact {...props} />}
      {adding && <MemberFields {...props} only={['version']} />}
    </>
  )
}

const needs = (_: unknown, adding: boolean) => (adding ? ['@storage'] : [])

/** Its size is that of the variables, whatever is asked for. */
export const efiKind: DeviceKind = {
  kind: 'efidisk',
  schema: { ...qemuConfigKeys.efidisk0, count: 1 },
  Fields: EfiFields,
  begin: (_, { node }) => ({ '@fixed': 1, ...firstPlace(node), efitype: '4m', 'pre-enrolled-keys': true }),
  needs,
  write: newVolume,
  task: true,
}

export const tpmKind: DeviceKind = {
  kind: 'tpmstate',
  schema: { ...qemuConfigKeys.tpmstate0, count: 1 },
  Fields: TpmFields,
  begin: (_, { node }) => ({ '@fixed': 1, '@storage': onlyStorage(node, 'images'), version: 'v2.0' }),
  needs,
  write: newVolume,
  task: true,
}
