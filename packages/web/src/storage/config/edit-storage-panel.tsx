import { useLingui } from '@lingui/react/macro'
import { call } from '../../api/client.ts'
import { Form } from '../../forms/form.tsx'
import { send } from '../../forms/send.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { runWithUndo } from '../../shell/undo.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { storageDefinition, type StorageDefinition } from '../storage-rows.ts'
import { useStorageDefinitions } from '../use-storages.ts'
import { StorageFormFields } from './storage-fields.tsx'
import { changeStorageCalls, storageValues, type StorageValues } from './storage-form.ts'
import { storageTypes, type StorageType } from './storage-types.ts'

async function readStorage(storage: string): Promise<StorageValues> {
  const rows = await call('GET /storage', {})
  const row = rows.find(one => one.storage === storage)
  if (!row) throw new Error(`storage '${storage}' is gone`)
  return storageValues(storageDefinition(row))
}

function EditStorageForm({ definition, onClose }: { definition: StorageDefinition; onClose: () => void }) {
  const { t } = useLingui()
  const { storage } = definition
  const initial = storageValues(definition)
  const form = useForm<StorageValues>({
    initial,
    calls: (values, from) => changeStorageCalls(values, from),
    check: ({ content }) => (content.length === 0 ? { content: t`At least one kind of content is needed.` } : {}),
    fieldOf: name => (name === 'disable' ? 'enabled' : name),
    reload: () => readStorage(storage),
    onDone(_, values) {
      void runWithUndo({
        text: t`Storage ${storage} was changed.`,
        run: () => Promise.resolve(),
        async undo() {
          for (const inverse of changeStorageCalls(initial, values, '')) await send(inverse)
        },
      })
      onClose()
    },
  })
  return (
    <Form form={form} submitLabel={t`Save`}>
      <StorageFormFields form={form} type={definition.type as StorageType} fixed />
    </Form>
  )
}

/** Changes a storage's settings; argument: its name. */
export function EditStoragePanel({ argument: storage, onClose }: PanelProps) {
  const { t } = useLingui()
  const { definitions, error } = useStorageDefinitions()
  const definition = definitions.find(one => one.storage === storage)
  const editable = definition && storageTypes.includes(definition.type as StorageType)
  return (
    <SidePanel title={t`Edit storage ${storage}`} onClose={onClose}>
      {error && <FailureNotice error={error} />}
      {definition && !editable && (
        <div className="p-4">
          <Notice look="warn" title={t`Storages of this type are not supported yet.`} />
        </div>
      )}
      {definition && editable && <EditStorageForm definition={definition} onClose={onClose} />}
    </SidePanel>
  )
}
