import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { Notice } from '../../../ui/notice.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'

function NumaFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <MemberFields {...props} only={['cpus', 'memory', 'hostnodes', 'policy']} />
      {props.config.wanted.get('numa') !== '1' && <Notice>{t`It counts once NUMA is switched on under Processors.`}</Notice>}
    </>
  )
}

/** One node of the guest's own topology. */
export const numaKind: DeviceKind = {
  kind: 'numa',
  schema: qemuConfigKeys['numa[n]'],
  Fields: NumaFields,
  needs: () => ['cpus'],
}
