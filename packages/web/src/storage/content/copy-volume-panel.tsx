import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { GuestPicker } from '../../forms/pickers/guest-picker.tsx'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { volumesNamed } from './volume.ts'

/** What the name of a disk ends with. */
const endingOf = (volid: string) => /\.(?:raw|qcow2|vmdk|subvol)$/.exec(volid)?.[0] ?? ''

/** Copies a disk to another guest or storage; argument: `pve/local/local%3A100%2Fvm-100-disk-0.raw`. */
export function CopyVolumePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { node, storage, volids } = volumesNamed(argument)
  const [volume = ''] = volids
  const form = useForm({
    initial: { vmid: '', storage, name: '' },
    calls({ vmid, storage: to, name }) {
      // Folders are those of storages with directories; the others know a volume by its name alone.
      const folder = volume.includes('/') ? `${vmid}/` : ''
      return [planned('POST /nodes/{node}/storage/{storage}/content/{volume}', { node, storage, volume, target: `${to}:${folder}${name}` })]
    },
    check: ({ vmid, name }) => ({
      ...(vmid === '' && { vmid: t`A guest is needed.` }),
      ...(name === '' && { name: t`A name is needed.` }),
    }),
    fieldOf: name => (name === 'target' ? 'name' : name),
    onDone: onClose,
  })
  const ending = endingOf(volume)
  const { vmid } = form.values
  return (
    <SidePanel title={t`Copy a disk`} onClose={onClose}>
      <Form form={form} submitLabel={t`Copy`}>
        <Notice>
          <bdi className="break-all">{volume}</bdi>
        </Notice>
        <GuestPicker
          label={t`For guest`}
          value={form.values.vmid || undefined}
          onChange={(value = '') => form.setAll({ vmid: value, name: value === '' ? '' : `vm-${value}-disk-1${ending}` })}
          error={form.errors.vmid}
          required
        />
        <StoragePicker
          node={node}
          content="images"
          label={t`Target storage`}
          value={form.values.storage}
          onChange={(value = storage) => form.set('storage', value)}
          error={form.errors.storage}
        />
        <Field label={t`Name`} help={t`As names of disks are: vm-${vmid || '100'}-disk-1${ending}`} error={form.errors.name} required>
          {control => <TextInput {...control} value={form.values.name} onChange={event => form.set('name', event.target.value.trim())} />}
        </Field>
      </Form>
    </SidePanel>
  )
}
