import { useLingui } from '@lingui/react/macro'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { StorageFormFields } from './storage-fields.tsx'
import { addStorageCalls, newStorage, type StorageValues } from './storage-form.ts'
import { storageTypes } from './storage-types.ts'
import { typeName } from './type-name.ts'

const placeField = (name: string) => (name === 'path' || name === 'pool' ? 'place' : name === 'disable' ? 'enabled' : name)

/** Adds a storage; argument: its type. */
export function AddStoragePanel({ argument, onClose }: PanelProps) {
  const { t, i18n } = useLingui()
  const type = storageTypes.find(one => one === argument) ?? 'dir'
  const form = useForm<StorageValues>({
    initial: newStorage(type),
    calls: values => addStorageCalls(type, values),
    check: ({ storage, place, content }) => ({
      ...(storage === '' && { storage: t`A name is needed.` }),
      ...(place === '' && { place: t`Where the data lies is needed.` }),
      ...(content.length === 0 && { content: t`At least one kind of content is needed.` }),
    }),
    fieldOf: placeField,
    fieldOfFailure: message =>
      /already exists/.test(message) ? 'storage' : message.startsWith('unable to activate') ? 'place' : undefined,
    onDone(_, { storage }) {
      toast({ look: 'good', text: t`Storage ${storage} was added.` })
      onClose()
    },
  })
  const name = i18n._(typeName(type))
  return (
    <SidePanel title={t`Add storage: ${name}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Add storage`}>
        <StorageFormFields form={form} type={type} fixed={false} />
      </Form>
    </SidePanel>
  )
}
