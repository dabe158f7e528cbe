import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import { useLabels } from '../../labels/use-labels.ts'
import type { Guest } from '../../live/guest.ts'
import { PagePanel } from '../../shell/page-panel.tsx'
import { SidePanel } from '../../shell/side-panel.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { KeysEditor } from '../config/keys-editor.tsx'
import type { GuestConfig } from '../config/use-guest-config.ts'
import { ipField, useCloudInitFields } from './cloud-init-fields.tsx'

interface OpenCloudInitProps {
  readonly guest: Guest
  readonly config: GuestConfig
  readonly item: string
  readonly onClose: () => void
}

/** The panel over a line of the cloud-init card. */
export function OpenCloudInit({ guest, config, item, onClose }: OpenCloudInitProps) {
  const { t } = useLingui()
  const labels = useLabels()
  const lines = useCloudInitFields()
  const index = /^ipconfig(\d+)$/.exec(item)?.[1]
  const fields = useMemo(() => (index === undefined ? lines[item] : [ipField(Number(index))]), [index, item])
  if (item === 'cloudinit-files') return <GeneratedFiles guest={guest} onClose={onClose} />
  if (!fields) return null
  const title = index === undefined ? `${t`Cloud-init`}: ${labels.name(fields[0]?.key ?? item)}` : t`Addresses of net${index}`
  return <KeysEditor guest={guest} config={config} title={title} fields={fields} onClose={onClose} />
}

type File = 'user' | 'network' | 'meta'

/** What cloud-init is given, as it would be generated now. */
function GeneratedFiles({ guest, onClose }: { guest: Guest; onClose: () => void }) {
  const { t } = useLingui()
  const [file, setFile] = useState<File>('user')
  const { node, vmid } = guest
  const { data, error, refetch } = useCall(
    'GET /nodes/{node}/qemu/{vmid}/cloudinit/dump',
    { node, vmid, type: file },
    { watch: [`/vms/${vmid}`] },
  )
  return (
    <PagePanel>
      <SidePanel title={t`Generated for cloud-init`} onClose={onClose} wide>
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
          <Tabs
            label={t`File`}
            value={file}
            onChange={setFile}
            tabs={[
              { id: 'user', label: t`User data` },
              { id: 'network', label: t`Network` },
              { id: 'meta', label: t`Meta data` },
            ]}
          />
          {error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : <CopyText text={data ?? ''} />}
        </div>
      </SidePanel>
    </PagePanel>
  )
}
