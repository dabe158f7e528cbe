import { useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { NodeLost } from '../../shell/node-lost.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Page } from '../../shell/page.tsx'
import { useStore } from '../../store.ts'
import { Notice } from '../../ui/notice.tsx'
import { GuestHead } from './guest-head.tsx'
import { GuestTabs } from './guest-tabs.tsx'

function MissingGuest({ vmid }: { vmid: string }) {
  const { t } = useLingui()
  return (
    <Page title={t`Guest ${vmid}`}>
      <Notice look="warn" title={t`There is no guest ${vmid}, or you may not see it`}>
        <p>{t`It may have been removed, or VM.Audit on /vms/${vmid} is missing.`}</p>
        <Link to="/guests" className="text-accent underline">{t`All guests`}</Link>
      </Notice>
    </Page>
  )
}

/** Everything about one VM or container. */
export function GuestPage() {
  const { vmid = '', tab, item } = useParams({ strict: false }) as { vmid?: string; tab?: string; item?: string }
  const { guests, loaded } = useStore(live.inventory)
  const guest = /^\d+$/.test(vmid) ? guests.get(Number(vmid)) : undefined
  useEffect(() => live.show([vmid]), [vmid])
  if (guest) return <ShownGuest key={vmid} guest={guest} tab={tab} item={item} />
  return loaded ? <MissingGuest vmid={vmid} /> : <Loading />
}

function ShownGuest({ guest, tab, item }: { guest: Guest; tab: string | undefined; item: string | undefined }) {
  const title = guest.name ? `${guest.vmid} ${guest.name}` : String(guest.vmid)
  return (
    <Page title={title} head={<GuestHead guest={guest} />} fill={tab === 'console' || tab === 'activity' || tab === 'history'}>
      <NodeLost node={guest.node} />
      <GuestTabs guest={guest} tab={tab} item={item} />
    </Page>
  )
}
