import { useLingui } from '@lingui/react/macro'
import { PagePanel } from '../../shell/page-panel.tsx'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Notice } from '../../ui/notice.tsx'
import { KeysEditor } from '../config/keys-editor.tsx'
import { AttachPanel } from './disk-actions/attach-panel.tsx'
import { MovePanel } from './disk-actions/move-panel.tsx'
import { ReassignPanel } from './disk-actions/reassign-panel.tsx'
import { RemovePanel } from './disk-actions/remove-panel.tsx'
import { ResizePanel } from './disk-actions/resize-panel.tsx'
import type { DiskActionTarget } from './disk-actions/disk-action.ts'
import { useAdditions } from './additions.ts'
import { DeviceEditor } from './devices/device-editor.tsx'
import { kindOf } from './devices/kind-of.ts'
import { containerFields } from './editors/container-fields.ts'
import { useVmFields } from './editors/use-vm-fields.tsx'
import { useHardwareWords } from './use-hardware-words.ts'

interface OpenItemProps extends Omit<DiskActionTarget, 'name'> {
  /** `scsi0`, `scsi0.resize`, `add-disk`, `memory` */
  readonly item: string
}

/** The panel over what the address names. */
export function OpenItem({ guest, config, item, onClose }: OpenItemProps) {
  const { t } = useLingui()
  const words = useHardwareWords(guest.kind)
  const additions = useAdditions(guest.kind)
  const vmFields = useVmFields(guest)
  const [name = '', action] = item.split('.')
  const addition = additions.find(({ id }) => item === `add-${id}`)
  if (addition) {
    const title = t`Add: ${addition.label}`
    return <DeviceEditor guest={guest} config={config} kind={addition.kind} existing={undefined} title={title} onClose={onClose} />
  }
  const fields = (guest.kind === 'qemu' ? vmFields : containerFields)[name]
  const title = words.itemName({ id: name }, config.wanted)
  if (fields) return <KeysEditor guest={guest} config={config} title={title} fields={fields} onClose={onClose} />
  const target = { guest, config, name, onClose }
  if (!config.wanted.has(name)) {
    return (
      <PagePanel>
        <SidePanel title={title} onClose={onClose}>
          <div className="p-4">
            <Notice look="warn">
              {config.current.has(name) ? t`It goes at the next start of the guest.` : t`The guest has no ${name}.`}
            </Notice>
          </div>
        </SidePanel>
      </PagePanel>
    )
  }
  if (action === 'resize') return <ResizePanel {...target} />
  if (action === 'move') return <MovePanel {...target} />
  if (action === 'reassign') return <ReassignPanel {...target} />
  if (action === 'detach' || action === 'remove') return <RemovePanel {...target} keep={action === 'detach'} />
  if (name.startsWith('unused')) return <AttachPanel {...target} />
  const kind = kindOf(guest.kind, name, config)
  if (kind) return <DeviceEditor guest={guest} config={config} kind={kind} existing={name} title={`${title} ${name}`} onClose={onClose} />
  return (
    <PagePanel>
      <SidePanel title={title} onClose={onClose}>
        <div className="flex flex-col gap-3 p-4">
          <pre className="whitespace-pre-wrap break-all font-mono">{`${name}: ${config.wanted.get(name)}`}</pre>
          <Notice>{t`There is no form for this. It is changed by qm set or pct set on the node.`}</Notice>
        </div>
      </SidePanel>
    </PagePanel>
  )
}
