import { useLingui } from '@lingui/react/macro'
import { Plus, Trash2 } from 'lucide-react'
import { BridgePicker } from '../../forms/pickers/bridge-picker.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FieldRow, Fold, FormSection } from './form-section.tsx'
import { osHardware } from './os-defaults.ts'
import type { VmSectionProps } from './section-props.ts'
import { ChoiceControl, TextControl } from './text-control.tsx'
import { newNic, type NicValues } from './vm-values.ts'

const models = [
  { value: 'virtio', label: 'VirtIO' },
  { value: 'e1000e', label: 'Intel E1000E' },
  { value: 'e1000', label: 'Intel E1000' },
  { value: 'rtl8139', label: 'Realtek RTL8139' },
  { value: 'vmxnet3', label: 'VMware vmxnet3' },
]

/** Network cards of a VM. */
export function NetworkSection({ values, onChange, errors }: VmSectionProps) {
  const { t } = useLingui()
  const { nets } = values
  const change = (at: number, part: Partial<NicValues>) =>
    onChange({ nets: nets.map((net, index) => (index === at ? { ...net, ...part } : net)) })
  const add = () => onChange({ nets: [...nets, newNic(osHardware(values.os, values.driversIso !== '').nic, nets.at(-1)?.bridge ?? '')] })
  return (
    <FormSection id="network" title={t`Network`} actions={<Button icon={Plus} onClick={add}>{t`Add a card`}</Button>}>
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
              <BridgePicker
                node={values.node}
                value={net.bridge || undefined}
                onChange={bridge => change(at, { bridge: bridge ?? '' })}
                error={errors[key]}
              />
              <ChoiceControl label={t`Model`} value={net.model} onChange={model => change(at, { model })} choices={models} />
              <TextControl
                label={t`VLAN`}
                type="number"
                min={1}
                value={net.vlan}
                onChange={vlan => change(at, { vlan })}
                placeholder={t`None`}
              />
            </FieldRow>
            <Checkbox label={t`Firewall`} checked={net.firewall} onChange={firewall => change(at, { firewall })} />
            <Fold label={t`MAC address, rate limit`}>
              <FieldRow>
                <TextControl label={t`MAC address`} value={net.mac} onChange={mac => change(at, { mac })} placeholder={t`A new one`} />
                <TextControl
                  label={t`Rate limit`}
                  type="number"
                  min={0}
                  unit="MB/s"
                  value={net.rate}
                  onChange={rate => change(at, { rate })}
                />
              </FieldRow>
            </Fold>
          </fieldset>
        )
      })}
    </FormSection>
  )
}
