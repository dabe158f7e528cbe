import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { useForm } from '../../forms/use-form.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { toast } from '../../shell/toast-store.ts'
import { Notice } from '../../ui/notice.tsx'
import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'

/** The guests that have volumes on a storage, as far as the nodes tell. */
function useGuestsOn(storage: string): readonly number[] {
  const { storages } = useStore(live.inventory)
  const row = [...storages.values()].find(one => one.storage === storage && one.active)
  const { data } = useCall(
    'GET /nodes/{node}/storage/{storage}/content',
    { node: row?.node ?? '', storage },
    { enabled: row !== undefined },
  )
  return useMemo(() => {
    const used = (data ?? []).filter(({ volid }) => !/:(?:backup|import|iso|vztmpl|snippets)\//.test(volid))
    return [...new Set(used.map(({ vmid }) => vmid).filter(vmid => vmid !== undefined))].toSorted((a, b) => a - b)
  }, [data])
}

/** Takes a storage out of the configuration; argument: its name. */
export function RemoveStoragePanel({ argument: storage, onClose }: PanelProps) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const guests = useGuestsOn(storage)
  const form = useForm({
    initial: {},
    calls: () => [planned('DELETE /storage/{storage}', { storage })],
    onDone() {
      toast({ look: 'good', text: t`Storage ${storage} was removed; its data is still there.` })
      void navigate({ to: '/storage' })
    },
  })
  const names = guests.join(', ')
  return (
    <SidePanel title={t`Remove storage ${storage}`} onClose={onClose}>
      <Form form={form} submitLabel={t`Remove the storage`} action danger>
        <Notice title={t`The data stays`}>
          <Trans>
            Only the entry in the configuration goes, and permissions on it. Adding a storage with the same path or pool brings everything
            back.
          </Trans>
        </Notice>
        {guests.length > 0 && (
          <Notice look="warn" title={<Plural value={guests.length} one="# guest has volumes on it" other="# guests have volumes on it" />}>
            <p>{t`They cannot be started until it is back: ${names}`}</p>
          </Notice>
        )}
      </Form>
    </SidePanel>
  )
}
