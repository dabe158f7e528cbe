import { useLingui } from '@lingui/react/macro'
import { session } from '../../api/session.ts'
import { useCall } from '../../api/use-call.ts'
import { Form } from '../../forms/form.tsx'
import { useForm } from '../../forms/use-form.ts'
import type { Guest } from '../../live/guest.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { toast } from '../../shell/toast-store.ts'
import { useStore } from '../../store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { GuestPanel } from '../panels/guest-panel.tsx'
import { DiskTargets } from './disk-targets.tsx'
import { migrateCalls, type MigrateValues } from './migrate-calls.ts'
import { readPreflight, type MigrationPreflight } from './preflight-answer.ts'
import { TargetField } from './target-field.tsx'

function ModeNotice({ guest, running }: { guest: Guest; running: boolean }) {
  const { t } = useLingui()
  if (!running) return <Notice>{t`It does not run: its configuration and local disks are moved.`}</Notice>
  return guest.kind === 'qemu' ? (
    <Notice>{t`It goes on running: memory and local disks are copied meanwhile, and at the end it pauses for a moment.`}</Notice>
  ) : (
    <Notice look="warn">{t`A container that runs is shut down, moved, and started on the other node.`}</Notice>
  )
}

/** Why what the guest uses of its node keeps it there. */
function DevicesNotice({ guest, devices }: { guest: Guest; devices: string }) {
  const { t } = useLingui()
  if (guest.kind === 'lxc')
    return (
      <Notice look="warn" title={t`It uses devices or folders of this node: ${devices}`}>
        {t`Such a container cannot move: take them out, or say of a folder that all nodes have it.`}
      </Notice>
    )
  return (
    <Notice look="warn" title={t`It uses devices of this node: ${devices}`}>
      {t`Such a guest cannot move. With resource mappings it can, while it is off.`}
    </Notice>
  )
}

function Migrate({ guest, preflight, onClose }: { guest: Guest; preflight: MigrationPreflight; onClose: () => void }) {
  const { t } = useLingui()
  const { user } = useStore(session)
  const { localDisks, localResources, mappedResources, running, allowed, obstacles } = preflight
  const form = useForm<MigrateValues>({
    initial: { target: undefined, storages: {}, limit: '', timeout: '', force: false },
    calls: values => migrateCalls(guest, values, preflight),
    check: ({ target, limit, timeout }) => ({
      ...(target === undefined && { target: t`Choose where it goes.` }),
      ...(!/^(?:\d+(?:\.\d+)?)?$/.test(limit.trim()) && { limit: t`A number of MiB per second, 0 for none.` }),
      ...(!/^\d*$/.test(timeout.trim()) && { timeout: t`A number of seconds.` }),
    }),
    fieldOf: name => (name === 'bwlimit' ? 'limit' : name === 'targetstorage' || name === 'target-storage' ? 'storages' : name),
    onDone(_, { target }) {
      const name = guest.name || String(guest.vmid)
      toast({ look: 'info', text: t`${name} is on its way to ${target ?? ''}` })
      onClose()
    },
  })
  const { values, errors, set } = form
  const images = localDisks.filter(disk => disk.cdrom).map(disk => disk.volid)
  const alone = allowed.length + Object.keys(obstacles).length === 0
  const devices = localResources.join(', ')
  const mapped = running ? mappedResources.join(', ') : ''
  return (
    <Form form={form} submitLabel={t`Migrate`} disabledReason={alone ? t`There is no other node.` : undefined}>
      {alone && <Notice title={t`There is no other node`}>{t`Guests move between the nodes of a cluster.`}</Notice>}
      <TargetField
        preflight={preflight}
        value={values.target}
        onChange={target => form.setAll({ target, storages: {} })}
        error={errors.target}
        required
      />
      <ModeNotice guest={guest} running={running} />
      {images.map(volid => (
        <Notice key={volid} look="warn" title={t`A CD image stays behind`}>
          {t`Only this node has ${volid}: take it out of the drive first.`}
        </Notice>
      ))}
      {devices !== '' && <DevicesNotice guest={guest} devices={devices} />}
      {mapped !== '' && (
        <Notice look="warn" title={t`It uses mapped devices: ${mapped}`}>
          {t`It can move while it is off.`}
        </Notice>
      )}
      <DiskTargets
        preflight={preflight}
        target={values.target}
        content={guest.kind === 'qemu' ? 'images' : 'rootdir'}
        storages={values.storages}
        onChange={storages => set('storages', storages)}
      />
      {errors.storages !== undefined && <Notice look="bad" title={errors.storages} />}
      <Field label={t`Bandwidth limit (MiB/s)`} error={errors.limit} help={t`Empty: as the options of the cluster and the storages say.`}>
        {control => (
          <TextInput {...control} inputMode="decimal" value={values.limit} onChange={event => set('limit', event.target.value)} />
        )}
      </Field>
      {guest.kind === 'lxc' && running && (
        <Field label={t`Time to shut down (seconds)`} error={errors.timeout} help={t`After that it is stopped. Empty: three minutes.`}>
          {control => (
            <TextInput {...control} inputMode="numeric" value={values.timeout} onChange={event => set('timeout', event.target.value)} />
          )}
        </Field>
      )}
      {devices !== '' && user === 'root@pam' && guest.kind === 'qemu' && (
        <Checkbox
          label={t`Move it all the same`}
          help={t`Without these devices it may not start there.`}
          checked={values.force}
          onChange={force => set('force', force)}
        />
      )}
    </Form>
  )
}

function Preflight({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { node, vmid, kind } = guest
  const query = useCall(
    `GET /nodes/{node}/${kind}/{vmid}/migrate`,
    { node, vmid },
    { watch: [`/vms/${vmid}`, '/storage.cfg', '/cluster-members'] },
  )
  return <WithData query={query}>{answer => <Migrate guest={guest} preflight={readPreflight(answer)} onClose={onClose} />}</WithData>
}

/** Moves a guest to another node, after a look at what that takes. */
export function MigratePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  return (
    <GuestPanel argument={argument} onClose={onClose} title={({ name, vmid }) => t`Migrate ${name || vmid}`}>
      {guest => <Preflight guest={guest} onClose={onClose} />}
    </GuestPanel>
  )
}
