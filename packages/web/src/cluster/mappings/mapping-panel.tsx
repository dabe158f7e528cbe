import { useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import { Form } from '../../forms/form.tsx'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { useForm } from '../../forms/use-form.ts'
import { OrMissing } from '../../shell/or-missing.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { EntryFields } from './entry-fields.tsx'
import { entryText, splitMappingId, type MapEntry, type Mapping, type MappingKind } from './mapping-kind.ts'
import { useMappings } from './use-mappings.ts'

/** Adds a mapping (`pci`), or changes the one that the argument names (`pci/gpu`). */
export function MappingPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { kind, id } = splitMappingId(argument)
  const { mappings, loaded, error } = useMappings()
  const mapping = mappings.find(one => one.kind === kind && one.id === id)
  return (
    <SidePanel title={id === '' ? t`Add mapping` : t`Edit mapping ${id}`} onClose={onClose}>
      {id === '' ? (
        <MappingForm kind={kind} mapping={undefined} onClose={onClose} />
      ) : (
        <OrMissing thing={mapping} name={id} loaded={loaded} error={error}>
          {found => <MappingForm kind={kind} mapping={found} onClose={onClose} />}
        </OrMissing>
      )}
    </SidePanel>
  )
}

interface Values {
  readonly id: string
  readonly description: string
  readonly mdev: boolean
  readonly liveMigration: boolean
  readonly entries: readonly MapEntry[]
}

function callFor(kind: MappingKind, { id, description, mdev, liveMigration, entries }: Values, isNew: boolean): PlannedCall {
  const map = entries.map(entry => entryText(kind, entry))
  const common = { id, map, ...((description !== '' || !isNew) && { description }) }
  if (kind === 'pci') {
    const parameters = { ...common, mdev, 'live-migration-capable': liveMigration }
    return isNew ? planned('POST /cluster/mapping/pci', parameters) : planned('PUT /cluster/mapping/pci/{id}', parameters)
  }
  if (kind === 'usb') return isNew ? planned('POST /cluster/mapping/usb', common) : planned('PUT /cluster/mapping/usb/{id}', common)
  return isNew ? planned('POST /cluster/mapping/dir', common) : planned('PUT /cluster/mapping/dir/{id}', common)
}

function MappingForm({ kind, mapping, onClose }: { kind: MappingKind; mapping: Mapping | undefined; onClose: () => void }) {
  const { t } = useLingui()
  const form = useForm<Values>({
    initial: {
      id: mapping?.id ?? '',
      description: mapping?.description ?? '',
      mdev: mapping?.mdev ?? false,
      liveMigration: mapping?.liveMigration ?? false,
      entries: mapping?.entries ?? [{ node: '' }],
    },
    calls: values => (values.id === '' ? [] : [callFor(kind, values, mapping === undefined)]),
    check: ({ id, entries }) => ({
      ...(!/^[A-Za-z][A-Za-z0-9_-]+$/.test(id) && { id: t`A letter, then letters, digits and _ -` }),
      ...(entries.some(entry => entry.node === '' || (entry.path ?? entry.id) === undefined) && {
        entries: t`Every line needs a node and what it stands for there.`,
      }),
    }),
    fieldOf: name => ({ map: 'entries', 'live-migration-capable': 'liveMigration' })[name] ?? name,
    onDone(_answers, { id }, inverse) {
      if (mapping) savedWithUndo(t`Mapping ${id} changed`, inverse())
      else toast({ look: 'good', text: t`Mapping ${id} added` })
      onClose()
    },
  })
  const { values, errors, set } = form
  const replace = (index: number, entry: MapEntry | undefined) =>
    set('entries', entry ? values.entries.with(index, entry) : values.entries.toSpliced(index, 1))
  return (
    <Form form={form} submitLabel={mapping ? t`Save` : t`Add mapping`}>
      {!mapping && (
        <Field label={t`Name`} required error={errors.id}>
          {control => <TextInput {...control} autoFocus value={values.id} onChange={event => set('id', event.target.value)} />}
        </Field>
      )}
      <Field label={t`Description`} error={errors.description}>
        {control => <TextInput {...control} value={values.description} onChange={event => set('description', event.target.value)} />}
      </Field>
      {kind === 'pci' && (
        <>
          <Checkbox label={t`Devices are split into mediated ones`} checked={values.mdev} onChange={mdev => set('mdev', mdev)} />
          <Checkbox
            label={t`Guests that use it can move while they run`}
            checked={values.liveMigration}
            onChange={liveMigration => set('liveMigration', liveMigration)}
          />
        </>
      )}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 font-medium">{t`What it stands for on each node`}</legend>
        {values.entries.map((entry, index) => (
          <EntryFields
            key={index}
            kind={kind}
            entry={entry}
            onChange={next => replace(index, next)}
            onRemove={values.entries.length > 1 ? () => replace(index, undefined) : undefined}
          />
        ))}
        {errors.entries !== undefined && (
          <p role="alert" className="text-bad">
            {errors.entries}
          </p>
        )}
        <Button icon={Plus} className="self-start" onClick={() => set('entries', [...values.entries, { node: '' }])}>
          {t`Add line`}
        </Button>
      </fieldset>
    </Form>
  )
}
