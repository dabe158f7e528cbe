import { qemuDiskActions } from '@quorate/contract/qemu/disk-actions'
import { useLingui } from '@lingui/react/macro'
import { StoragePicker } from '../../../forms/pickers/storage-picker.tsx'
import { planned, type PlannedCall } from '../../../forms/planned-call.ts'
import { SchemaField } from '../../../forms/schema-field.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { Advanced } from '../../../forms/advanced.tsx'
import { DiskActionPanel } from './disk-action-panel.tsx'
import { volumeOf, type DiskActionTarget } from './disk-action.ts'

interface Values {
  readonly storage: string | undefined
  readonly format: string | undefined
  readonly delete: boolean
  readonly bwlimit: number | undefined
}

/** Copies a volume to another storage and goes on with the copy. */
export function MovePanel({ guest, config, name, onClose }: DiskActionTarget) {
  const { t } = useLingui()
  const { volume } = volumeOf(config.current.get(name) ?? '')
  const { node, vmid, kind } = guest
  const call = ({ storage, format, delete: gone, bwlimit }: Values): PlannedCall => {
    const shared = { node, vmid, storage, delete: gone, bwlimit, digest: config.digest }
    if (kind === 'lxc') return planned('POST /nodes/{node}/lxc/{vmid}/move_volume', { ...shared, volume: name as 'rootfs' })
    return planned('POST /nodes/{node}/qemu/{vmid}/move_disk', { ...shared, disk: name as 'scsi0', format: format as 'raw' })
  }
  const { parameters } = qemuDiskActions.move
  return (
    <DiskActionPanel<Values>
      title={t`Move ${name}`}
      submitLabel={t`Move`}
      onClose={onClose}
      form={{
        initial: { storage: undefined, format: undefined, delete: true, bwlimit: undefined },
        check: (values): Partial<Record<'storage', string>> => (values.storage === undefined ? { storage: t`This is needed.` } : {}),
        calls: values => (values.storage === undefined ? [] : [call(values)]),
      }}
    >
      {form => (
        <>
          <Facts>
            <Fact label={t`Volume`}>
              <bdi className="break-all">{volume}</bdi>
            </Fact>
          </Facts>
          <StoragePicker
            label={t`Target storage`}
            node={node}
            content={kind === 'lxc' ? 'rootdir' : 'images'}
            required
            value={form.values.storage}
            error={form.errors.storage}
            onChange={storage => form.set('storage', storage)}
          />
          {kind === 'qemu' && (
            <SchemaField
              name="format"
              schema={parameters.format}
              value={form.values.format}
              error={form.errors.format}
              onChange={format => form.set('format', format as string | undefined)}
            />
          )}
          <Checkbox
            label={t`Destroy the source`}
            help={t`Otherwise it stays as an unused disk.`}
            checked={form.values.delete}
            onChange={on => form.set('delete', on)}
          />
          <Advanced>
            <SchemaField
              name="bwlimit"
              label={t`Rate limit`}
              schema={parameters.bwlimit}
              value={form.values.bwlimit}
              error={form.errors.bwlimit}
              onChange={limit => form.set('bwlimit', limit as number | undefined)}
            />
          </Advanced>
        </>
      )}
    </DiskActionPanel>
  )
}
