import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { useLingui } from '@lingui/react/macro'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextInput } from '../../../ui/text-field.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'
import { MountOptions } from './mount-options.tsx'
import { newVolume } from './new-volume.ts'
import { NewVolumeFields, newVolumeNeeds, onlyStorage } from './new-volume-fields.tsx'
import { readSize } from '../../config/read-value.ts'

const options = (value: unknown, set: (value: string | undefined) => void) => (
  <MountOptions value={value as string | undefined} onChange={set} />
)

function VolumeFacts({ values }: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <Facts>
      <Fact label={t`Volume`}>
        <bdi className="break-all">{String(values.volume ?? '')}</bdi>
      </Fact>
      <Fact label={t`Size`}>{values.size === undefined ? '–' : readSize(String(values.size))}</Fact>
    </Facts>
  )
}

function MountFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  const { adding, values, onChange, errors } = props
  const bind = values['@bind'] === true
  return (
    <>
      {!adding && <VolumeFacts {...props} />}
      {adding && (
        <Field label={t`What is mounted`}>
          {control => (
            <Select
              {...control}
              value={bind ? 'bind' : 'new'}
              onChange={way => onChange({ ...values, '@bind': way === 'bind', '@storage': undefined, volume: undefined })}
              choices={[
                { value: 'new', label: t`A new volume` },
                { value: 'bind', label: t`A directory of the node` },
              ]}
            />
          )}
        </Field>
      )}
      {adding && bind && (
        <Field label={t`Directory of the node`} error={errors.volume} required>
          {control => (
            <TextInput
              {...control}
              placeholder="/srv/data"
              value={String(values.volume ?? '')}
              onChange={event => onChange({ ...values, volume: event.target.value || undefined })}
            />
          )}
        </Field>
      )}
      {adding && !bind && <NewVolumeFields {...props} content="rootdir" />}
      <MemberFields {...props} only={['mp']} />
      <div>
        <MemberFields {...props} only={['backup', 'ro', 'quota']} />
      </div>
      <Advanced>
        <MemberFields
          {...props}
          only={['acl', 'replicate', 'shared', 'keepattrs', 'mountoptions']}
          absent={{ acl: false }}
          controls={{ mountoptions: options }}
        />
      </Advanced>
    </>
  )
}

export const mountKind: DeviceKind = {
  kind: 'mp',
  schema: lxcConfigKeys['mp[n]'],
  Fields: MountFields,
  begin: (_, { node }) => ({ '@size': 8, '@storage': onlyStorage(node, 'rootdir'), backup: true }),
  needs: (values, adding) => ['mp', ...(values['@bind'] === true ? ['volume'] : newVolumeNeeds(values, adding))],
  write: values => newVolume(values, 'volume'),
  task: true,
}

function RootFields(props: DeviceFieldsProps) {
  return (
    <>
      <VolumeFacts {...props} />
      <MemberFields
        {...props}
        only={['acl', 'quota', 'ro', 'replicate', 'mountoptions']}
        absent={{ acl: false }}
        controls={{ mountoptions: options }}
      />
    </>
  )
}

export const rootKind: DeviceKind = { kind: 'rootfs', schema: lxcConfigKeys.rootfs, Fields: RootFields }

const DeviceFields = (props: DeviceFieldsProps) => <MemberFields {...props} only={['path', 'uid', 'gid', 'mode', 'deny-write']} />

export const passedDeviceKind: DeviceKind = {
  kind: 'dev',
  schema: lxcConfigKeys['dev[n]'],
  Fields: DeviceFields,
  needs: () => ['path'],
}
