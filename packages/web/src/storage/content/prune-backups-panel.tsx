import { Plural, useLingui } from '@lingui/react/macro'
import { pruneBackups } from '@quorate/contract/shared/prune-backups'
import { useDeferredValue } from 'react'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { formatMembers, parseMembers, type Members } from '../../forms/property-string.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Badge } from '../../ui/tag.tsx'
import { RetentionFields } from '../config/retention-fields.tsx'
import type { StorageDefinition } from '../storage-rows.ts'
import { useStorageDefinitions } from '../use-storages.ts'

function PruneForm({ node, definition, onClose }: { node: string; definition: StorageDefinition; onClose: () => void }) {
  const { t } = useLingui()
  const { storage } = definition
  const form = useForm<{ readonly rule: Members }>({
    initial: { rule: parseMembers(pruneBackups, definition.options['prune-backups']) },
    calls: ({ rule }) => [
      planned('DELETE /nodes/{node}/storage/{storage}/prunebackups', { node, storage, 'prune-backups': formatMembers(pruneBackups, rule) }),
    ],
    fieldOf: () => 'rule',
    onDone: onClose,
  })
  const rule = useDeferredValue(formatMembers(pruneBackups, form.values.rule))
  const { data, error } = useCall(
    'GET /nodes/{node}/storage/{storage}/prunebackups',
    { node, storage, 'prune-backups': rule },
    { enabled: rule !== '' },
  )
  const shown = rule === '' ? [] : (data ?? [])
  const gone = shown.filter(({ mark }) => mark === 'remove').length
  const words = { keep: t`Kept`, remove: t`Removed`, protected: t`Protected`, renamed: t`Kept: its name tells no time` }
  return (
    <Form form={form} submitLabel={t`Prune now`} action={gone > 0} danger>
      <RetentionFields value={form.values.rule} onChange={next => form.set('rule', next)} error={form.errors.rule} />
      {error && rule !== '' && <FailureNotice error={error} />}
      {rule !== '' && data && (
        <Notice
          look={gone > 0 ? 'warn' : 'info'}
          title={<Plural value={gone} _0="No backup will be removed" one="# backup will be removed" other="# backups will be removed" />}
        />
      )}
      <ul className="flex flex-col">
        {shown.map(({ volid, mark }) => (
          <li key={volid} className="flex items-center gap-2 border-b border-line py-1">
            <bdi className="min-w-0 flex-1 text-[0.93em] break-all">{volid}</bdi>
            <Badge look={mark === 'remove' ? 'bad' : mark === 'protected' ? 'warn' : 'plain'}>{words[mark]}</Badge>
          </li>
        ))}
      </ul>
    </Form>
  )
}

/** Removes backups that a rule does not keep, after showing which; argument: `pve/local`. */
export function PruneBackupsPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const [node = '', storage = ''] = argument.split('/')
  const { definitions } = useStorageDefinitions()
  const definition = definitions.find(one => one.storage === storage)
  return (
    <SidePanel title={t`Prune backups on ${storage}`} onClose={onClose}>
      {definition && <PruneForm node={node} definition={definition} onClose={onClose} />}
    </SidePanel>
  )
}
