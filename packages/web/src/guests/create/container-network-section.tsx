import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { BridgePicker } from '../../forms/pickers/bridge-picker.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { newContainerNic, type ContainerNicValues } from './container-values.ts'
import { FieldRow, Fold, FormSection } from './form-section.tsx'
import type { ContainerSectionProps } from './section-props.ts'
import { TextControl } from './text-control.tsx'

/** Network cards of a container with their addresses, and its DNS. */
export function ContainerNetworkSection({ values, onChange, errors }: ContainerSectionProps) {
  const { t } = useLingui()
  const { nets } = values
  const change = (at: number, part: Partial<ContainerNicValues>) =>
    onChange({ nets: nets.map((net, index) => (index === at ? { ...net, ...part } : net)) })
  const add = () => onChange({ nets: [...nets, newContainerNic(nets.length, nets.at(-1)?.bridge ?? '')] })
  return (
    <FormSection
      id="network"
      title={t`Network`}
      actions={<Button icon={Plus} onClick={add}>{t`Add a card`}</Button>}
      moreLabel={t`DNS`}
      more={
        <FieldRow>
          <TextControl
            label={t`DNS servers`}
            value={values.nameserver}
            onChange={nameserver => onChange({ nameserver })}
            error={errors.nameserver}
            placeholder={t`As the node`}
          />
          <TextControl
            label={t`Search domain`}
            value={values.searchdomain}
            onChange={searchdomain => onChange({ searchdomain })}
            error={errors.searchdomain}
            placeholder={t`As the node`}
          />
        </FieldRow>
      }
    >
      {nets.length === 0 && <p className="text-muted">{t`No network card`}</p>}
      {nets.map((net, at) => {
        const key = `net${at}`
        return (
          <fieldset key={key} className="flex flex-col gap-2 border-t border-line pt-3 first-of-type:border-0 first-of-type:pt-0">
            <legend className="sr-only">{key}</legend>
            <div className="flex items-center gap-2">
              <span className="mr-auto font-mono text-[0.93em] text-muted">{key}</span>
              <IconButton icon={Trash2} label={t`Remove ${key}`} onClick={() => onChange({ nets: nets.toSpliced(at, 1) })} />
            </div>
            <FieldRow>
              <TextControl label={t`Name`} value={net.name} onChange={name => change(at, { name })} required />
              <BridgePicker
                node={values.node}
                value={net.bridge || undefined}
                onChange={bridge => change(at, { bridge: bridge ?? '' })}
                error={errors[key]}
              />
              <TextControl
                label={t`VLAN`}
                type="number"
                min={1}
                value={net.vlan}
                onChange={vlan => change(at, { vlan })}
                placeholder={t`None`}
              />
              <TextControl
                label={t`IPv4 address`}
                value={net.ip}
                onChange={ip => change(at, { ip })}
                placeholder={t`dhcp or 10.0.0.5/24`}
              />
              <TextControl label={t`IPv4 gateway`} value={net.gateway} onChange={gateway => change(at, { gateway })} />
            </FieldRow>
            <Checkbox label={t`Firewall`} checked={net.firewall} onChange={firewall => change(at, { firewall })} />
            <Fold label={t`IPv6, MAC address`}>
              <FieldRow>
                <TextControl
                  label={t`IPv6 address`}
                  value={net.ip6}
                  onChange={ip6 => change(at, { ip6 })}
                  placeholder={t`auto, dhcp or 2001:db8::5/64`}
                />
                <TextControl label={t`IPv6 gateway`} value={net.gateway6} onChange={gateway6 => change(at, { gateway6 })} />
                <TextControl label={t`MAC address`} value={net.mac} onChange={mac => change(at, { mac })} placeholder={t`A new one`} />
              </FieldRow>
            </Fold>
          </fieldset>
        )
      })}
    </FormSection>
  )
}
