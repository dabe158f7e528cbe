import { qemuConfigKeys } from '@quorate/contract/qemu/config-keys'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { PropertyStringFields } from '../../forms/property-string-fields.tsx'
import type { Members } from '../../forms/property-string.ts'
import { useLabels } from '../../labels/use-labels.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { hotplugFeatures } from '../config/takes-effect.ts'
import { decodeBase64, encodeBase64 } from './encoded-texts.ts'

const features = ['network', 'disk', 'usb', 'cpu', 'memory', 'cloudinit']

interface TextControlProps {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly error?: string | undefined
}

/** What may be plugged while the VM runs, ticked. */
export function HotplugControl({ value, onChange }: TextControlProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const chosen = hotplugFeatures(value)
  const toggle = (feature: string, on: boolean) => {
    const next = features.filter(one => (one === feature ? on : chosen.includes(one)))
    onChange(next.length > 0 ? next.join(',') : '0')
  }
  return (
    <fieldset>
      <legend className="text-[0.93em] font-medium">{t`What can be changed while the VM runs`}</legend>
      {features.map(feature => (
        <Checkbox
          key={feature}
          label={labels.choice('hotplug', undefined, feature)}
          help={feature === 'memory' ? t`Needs NUMA.` : undefined}
          checked={chosen.includes(feature)}
          onChange={on => toggle(feature, on)}
        />
      ))}
    </fieldset>
  )
}

interface EncodedTextProps extends TextControlProps {
  readonly label: string
  readonly help: string
  readonly decode: (text: string) => string
  readonly encode: (text: string) => string
}

/** Lines of text that the config holds in a form of its own. */
export function EncodedText({ value, onChange, error, label, help, decode, encode }: EncodedTextProps) {
  const [typed, setTyped] = useState(() => decode(value ?? ''))
  return (
    <Field label={label} help={help} error={error}>
      {control => (
        <TextArea
          {...control}
          rows={6}
          value={typed}
          onChange={event => {
            setTyped(event.target.value)
            onChange(encode(event.target.value) || undefined)
          }}
        />
      )}
    </Field>
  )
}

/** System information; its texts stand base64-encoded in the config, so that they may hold any sign. */
export function SmbiosControl({ members, onChange }: { members: Members; onChange: (members: Members) => void }) {
  const encoded = members.base64 === true
  const texts = Object.fromEntries(
    Object.entries(members)
      .filter(([name]) => name !== 'base64')
      .map(([name, value]) => [name, encoded && name !== 'uuid' ? decodeBase64(String(value)) : value]),
  )
  const change = (next: Members) => {
    const written = Object.entries(next).map(
      ([name, value]) => [name, name === 'uuid' || value === undefined ? value : encodeBase64(String(value))] as const,
    )
    const others = written.some(([name, value]) => name !== 'uuid' && value !== undefined)
    onChange({ ...Object.fromEntries(written), ...(others && { base64: true }) })
  }
  return <PropertyStringFields name="smbios1" schema={qemuConfigKeys.smbios1} members={texts} onChange={change} except={['base64']} />
}
