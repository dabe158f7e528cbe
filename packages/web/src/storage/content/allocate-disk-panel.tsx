import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { firstFormat } from '../../forms/disk-format.ts'
import { GuestPicker } from '../../forms/pickers/guest-picker.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useVolumes } from './use-volumes.ts'

interface DiskValues {
  readonly vmid: string
  /** in GiB */
  readonly size: string
  readonly format: string
  readonly filename: string
}

/** Makes an empty disk that no guest uses yet; argument: `pve/local`. */
export function AllocateDiskPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const [node = '', storage = ''] = argument.split('/')
  const { data } = useCall('GET /nodes/{node}/storage', { node, storage, format: true })
  const { refetch } = useVolumes(node, storage)
  const formats = data?.[0]?.formats
  const form = useForm<DiskValues>({
    initial: { vmid: '', size: '8', format: firstFormat(live.inventory.get(), node, storage), filename: '' },
    calls: ({ vmid, size, format, filename }) => [
      planned('POST /nodes/{node}/storage/{storage}/content', {
        node,
        storage,
        vmid: Number(vmid),
        // Sizes go out in whole KiB, M or G.
        size: Number.isInteger(Number(size)) ? `${Number(size)}G` : `${Math.round(Number(size) * 1024)}M`,
        filename,
        ...(format !== '' && { format: format as 'raw' }),
      }),
    ],
    check: ({ vmid, size }) => ({
      ...(vmid === '' && { vmid: t`A guest is needed.` }),
      ...(!(Number(size) > 0) && { size: t`A size above zero is needed.` }),
    }),
    onDone([volid]) {
      toast({ look: 'good', text: t`${String(volid)} was made.` })
      void refetch()
      onClose()
    },
  })
  return (
    <SidePanel title={t`New disk on ${storage}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Make the disk`} action>
        <GuestPicker
          label={t`For guest`}
          help={t`It is not attached to it: its hardware page does that.`}
          value={form.values.vmid || undefined}
          onChange={(value = '') => form.set('vmid', value)}
          error={form.errors.vmid}
          required
        />
        <Field label={t`Size (GiB)`} error={form.errors.size} required>
          {control => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={form.values.size}
              onChange={event => form.set('size', event.target.value.trim())}
            />
          )}
        </Field>
        {formats && formats.supported.length > 1 && (
          <Field label={t`Format`} error={form.errors.format}>
            {control => (
              <Select
                {...control}
                value={form.values.format}
                onChange={format => form.set('format', format)}
                choices={[
                  { value: '', label: t`Default (${formats.default})` },
                  ...formats.supported.map(format => ({ value: format, label: format })),
                ]}
              />
            )}
          </Field>
        )}
        <Field label={t`Name`} help={t`Empty: the next free one.`} error={form.errors.filename}>
          {control => (
            <TextInput {...control} value={form.values.filename} onChange={event => form.set('filename', event.target.value.trim())} />
          )}
        </Field>
      </Form>
    </SidePanel>
  )
}
