import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Form } from '../../forms/form.tsx'
import { PoolPicker } from '../../forms/pickers/pool-picker.tsx'
import { StoragePicker } from '../../forms/pickers/storage-picker.tsx'
import { VmidField } from '../../forms/pickers/vmid-field.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { toast } from '../../shell/toast-store.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { useSnapshots } from '../snapshots/use-snapshots.ts'
import { cloneCalls, copiesOf, mostCopies, type CloneValues } from './clone-calls.ts'
import { GuestPanel } from './guest-panel.tsx'

function Clone({ guest, snapshot, onClose }: { guest: Guest; snapshot: string; onClose: () => void }) {
  const { t } = useLingui()
  const { kind, node, template } = guest
  const { lines } = useSnapshots(guest)
  const [taken] = useState(() => new Set(live.inventory.get().guests.keys()))
  const form = useForm<CloneValues>({
    initial: {
      newid: '',
      name: '',
      full: !template,
      snapname: snapshot,
      storage: undefined,
      format: '',
      pool: guest.pool || undefined,
      copies: '1',
    },
    calls: values => cloneCalls(guest, values, taken),
    check: ({ newid, copies }) => ({
      ...(!/^[1-9]\d{2,8}$/.test(newid) && { newid: t`A number from 100 to 999999999.` }),
      ...(copiesOf(copies) === undefined && { copies: t`From 1 to ${mostCopies}.` }),
    }),
    fieldOf: name => (name === 'hostname' ? 'name' : name),
    onDone(answers) {
      const count = answers.length
      toast({ look: 'good', text: t`${plural(count, { one: '# clone is being made', other: '# clones are being made' })}` })
      onClose()
    },
  })
  const { values, errors, set } = form
  const snapshots = lines.filter(line => !line.now)
  const several = (copiesOf(values.copies) ?? 1) > 1
  return (
    <Form form={form} action submitLabel={t`Clone`}>
      <div className="grid grid-cols-2 gap-3">
        <VmidField value={values.newid} onChange={newid => set('newid', newid)} error={errors.newid} />
        <Field label={t`Copies`} error={errors.copies}>
          {control => (
            <TextInput
              {...control}
              inputMode="numeric"
              value={values.copies}
              onChange={event => set('copies', event.target.value.trim())}
            />
          )}
        </Field>
      </div>
      <Field
        label={t`Name`}
        error={errors.name}
        help={
          several
            ? t`The copies are numbered: ${values.name || 'web'}-1, ${values.name || 'web'}-2, and take the next free IDs.`
            : undefined
        }
      >
        {control => <TextInput {...control} autoFocus value={values.name} onChange={event => set('name', event.target.value)} />}
      </Field>
      <Field
        label={t`Mode`}
        error={errors.full}
        help={
          values.full
            ? t`Everything is copied: the clone stands on its own.`
            : t`The clone builds on the template and takes next to no room; the template must stay.`
        }
      >
        {control => (
          <Select
            {...control}
            value={values.full ? 'full' : 'linked'}
            onChange={mode => set('full', mode === 'full')}
            choices={[
              { value: 'full', label: t`Full clone` },
              { value: 'linked', label: t`Linked clone`, disabled: !template },
            ]}
          />
        )}
      </Field>
      {snapshots.length > 0 && (
        <Field label={t`State`} error={errors.snapname}>
          {control => (
            <Select
              {...control}
              value={values.snapname}
              onChange={snapname => set('snapname', snapname)}
              choices={[{ value: '', label: t`As it is now` }, ...snapshots.map(({ name }) => ({ value: name, label: name }))]}
            />
          )}
        </Field>
      )}
      {values.full && (
        <StoragePicker
          node={node}
          content={kind === 'qemu' ? 'images' : 'rootdir'}
          value={values.storage}
          onChange={storage => set('storage', storage)}
          placeholder={t`Where the disks are`}
          error={errors.storage}
        />
      )}
      {values.full && kind === 'qemu' && (
        <Field label={t`Format`} error={errors.format}>
          {control => (
            <Select<CloneValues['format']>
              {...control}
              value={values.format}
              onChange={format => set('format', format)}
              choices={[
                { value: '', label: t`As it is` },
                { value: 'raw', label: 'raw' },
                { value: 'qcow2', label: 'qcow2' },
                { value: 'vmdk', label: 'vmdk' },
              ]}
            />
          )}
        </Field>
      )}
      <PoolPicker value={values.pool} onChange={pool => set('pool', pool)} error={errors.pool} />
    </Form>
  )
}

/** Copies a guest, once or several times, as it is or as a snapshot has it. */
export function ClonePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Clone ${name || vmid}`}>
      {(guest, snapshot) => <Clone guest={guest} snapshot={snapshot} onClose={onClose} />}
    </GuestPanel>
  )
}
