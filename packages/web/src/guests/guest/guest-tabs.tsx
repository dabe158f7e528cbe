import { useLingui } from '@lingui/react/macro'
import { lazy, Suspense } from 'react'
import { AclList } from '../../acl/acl-list.tsx'
import { guestAddress } from '../../addresses.ts'
import { ChangeList } from '../../history/change-list.tsx'
import { live } from '../../live/live.ts'
import { Loading } from '../../shell/loading.tsx'
import { useStore } from '../../store.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
import { ActivityTab } from '../activity/activity-tab.tsx'
import { ConsoleTab } from '../console/console-tab.tsx'
import { SnapshotsTab } from '../snapshots/snapshots-tab.tsx'
import { SummaryTab } from '../summary/summary-tab.tsx'
import type { GuestTabProps } from './guest-tab.ts'

const HardwareTab = lazy(async () => ({ default: (await import('../hardware/index.ts')).HardwareTab }))
const OptionsTab = lazy(async () => ({ default: (await import('../options/index.ts')).OptionsTab }))

const noPools: readonly string[] = []

/** The tabs of a guest, and the one that the address names. */
export function GuestTabs({ guest, tab = 'summary', item }: GuestTabProps & { readonly tab: string | undefined }) {
  const { t } = useLingui()
  const { vmid, kind, template, pool, node } = guest
  const lost = useStore(live.inventory).nodes.get(node)?.lostSince !== undefined
  const devices = kind === 'qemu' ? 'hardware' : 'resources'
  const tabs = [
    { id: 'summary', label: t`Summary` },
    ...(template ? [] : [{ id: 'console', label: t`Console` }]),
    { id: devices, label: kind === 'qemu' ? t`Hardware` : t`Resources` },
    { id: 'options', label: t`Options` },
    ...(template ? [] : [{ id: 'snapshots', label: t`Snapshots` }]),
    { id: 'activity', label: t`Activity` },
    { id: 'history', label: t`History` },
    { id: 'permissions', label: t`Permissions` },
  ]
  const shown = tabs.some(({ id }) => id === tab) ? tab : 'summary'
  return (
    <>
      <TabLinks
        label={t`Views of the guest`}
        value={shown}
        tabs={tabs.map(({ id, label }) => ({ id, label, to: guestAddress(vmid, id === 'summary' ? undefined : id) }))}
      />
      <Suspense fallback={<Loading />}>
        {shown === 'summary' && <SummaryTab guest={guest} lost={lost} />}
        {/* Only its node knows more. */}
        {shown === 'console' && !lost && <ConsoleTab guest={guest} item={item} />}
        {shown === devices && !lost && <HardwareTab guest={guest} item={item} />}
        {shown === 'options' && !lost && <OptionsTab guest={guest} item={item} />}
        {shown === 'snapshots' && !lost && <SnapshotsTab guest={guest} item={item} />}
        {shown === 'activity' && !lost && <ActivityTab guest={guest} />}
        {shown === 'history' && <ChangeList vmid={vmid} />}
        {shown === 'permissions' && <AclList path={`/vms/${vmid}`} pools={pool === '' ? noPools : [pool]} />}
      </Suspense>
    </>
  )
}
