import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { BridgePicker } from '../../../forms/pickers/bridge-picker.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import type { DeviceFieldsProps, DeviceKind } from './device-kind.ts'
import { MemberFields } from './member-fields.tsx'

function Bridge({ guest, values, onChange, errors, required }: DeviceFieldsProps & { readonly required?: boolean }) {
  const { t } = useLingui()
  return (
    <BridgePicker
      node={guest.node}
      value={values.bridge as string | undefined}
      error={errors.bridge}
      {...(required !== undefined && { required })}
      help={required ? undefined : t`Without a bridge the guest reaches the network through the node, but cannot be reached.`}
      onChange={bridge => onChange({ ...values, bridge })}
    />
  )
}

function VmNetFields(props: DeviceFieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <Bridge {...props} />
      <MemberFields {...props} only={['model', 'tag', 'macaddr']} />
      <div>
        <MemberFields {...props} only={['firewall', 'link_down']} />
      </div>
      <Advanced>
        <MemberFields {...props} only={['rate', 'queues', 'mtu', 'trunks']} />
        <p className="text-[0.93em] text-muted">{t`An empty MAC address is filled with a new one.`}</p>
      </Advanced>
    </>
  )
}

function ContainerNetFields(props: DeviceFieldsProps) {
  return (
    <>
      <MemberFields {...props} only={['name']} />
      <Bridge {...props} required />
      <MemberFields {...props} only={['ip', 'gw', 'ip6', 'gw6', 'tag', 'hwaddr']} />
      <div>
        <MemberFields {...props} only={['firewall', 'link_down']} />
      </div>
      <Advanced>
        <MemberFields {...props} only={['rate', 'mtu', 'trunks', 'host-managed']} />
      </Advanced>
    </>
  )
}

export const vmNetKind: DeviceKind = {
  kind: 'net',
  schema: qemuConfigKeys['net[n]'],
  Fields: VmNetFields,
  begin: () => ({ model: 'virtio', firewall: true, bridge: 'vmbr0' }),
  needs: () => ['model'],
}

export const containerNetKind: DeviceKind = {
  kind: 'net',
  schema: lxcConfigKeys['net[n]'],
  Fields: ContainerNetFields,
  begin: config => ({
    name: `eth${[...config.wanted.keys()].filter(key => /^net\d+$/.test(key)).length}`,
    bridge: 'vmbr0',
    ip: 'dhcp',
    firewall: true,
  }),
  needs: () => ['name'],
}
