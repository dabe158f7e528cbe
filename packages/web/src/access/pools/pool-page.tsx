import { useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { Network, Pencil, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import { AclList } from '../../acl/acl-list.tsx'
import { guestListAddress, poolAddress } from '../../addresses.ts'
import { live } from '../../live/live.ts'
import { Loading } from '../../shell/loading.tsx'
import { Page } from '../../shell/page.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button, buttonClasses } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { CrumbTitle } from '../crumb-title.tsx'
import { PoolMembers } from './pool-members.tsx'
import { isWithin, poolUsage } from './pool-usage.ts'
import { usePool } from './use-pool.ts'

/** One pool: its members, what they use, and who may do what with them. */
export function PoolPage() {
  const { t, i18n } = useLingui()
  const { pool: name = '' } = useParams({ strict: false }) as { pool?: string }
  const openPanel = useOpenPanel()
  const { guests, pools } = useStore(live.inventory)
  const usage = useMemo(() => poolUsage(guests.values(), name), [guests, name])
  const { pool, members, missing, loaded, error, refetch } = usePool(name)
  const inner = pools.filter(one => one !== name && isWithin(one, name))
  if (missing) {
    return (
      <Page title={name}>
        <Notice look="warn" title={t`There is no pool ${name}, or you may not see it`}>{t`It needs Pool.Audit on /pool/${name}.`}</Notice>
      </Page>
    )
  }
  if (error && !loaded) return <FailureNotice error={error} onRetry={() => void refetch()} />
  if (!loaded) return <Loading />
  return (
    <Page
      title={name}
      head={<CrumbTitle icon={Network} parent={{ label: t`Pools`, to: '/pools' }} name={name} />}
      actions={
        <>
          <Link to={guestListAddress(`pool:${name}`)} className={buttonClasses()}>
            {t`Show guests`}
          </Link>
          <Button icon={Pencil} onClick={() => openPanel('edit-pool', name)}>{t`Edit`}</Button>
          <Button look="danger" icon={Trash2} onClick={() => openPanel('remove-pool', name)}>{t`Remove`}</Button>
        </>
      }
    >
      <div className="grid items-start gap-3 lg:grid-cols-[2fr_1fr]">
        <PoolMembers pool={name} members={members} />
        <Card title={t`Summary`}>
          <Facts>
            <Fact label={t`Comment`}>
              <bdi>{pool?.comment || '–'}</bdi>
            </Fact>
            <Fact label={t`Guests`}>{t`${usage.running} of ${usage.guests} running`}</Fact>
            <Fact label={t`Processors`}>{`${i18n.number(usage.cpu, { maximumFractionDigits: 1 })} / ${usage.cpus}`}</Fact>
            <Fact label={t`Memory`}>{`${formatBytes(usage.mem)} / ${formatBytes(usage.maxmem)}`}</Fact>
            <Fact label={t`Disk size`}>{formatBytes(usage.maxdisk)}</Fact>
            {inner.length > 0 && (
              <Fact label={t`Pools in it`}>
                {inner.map(one => (
                  <Link key={one} to={poolAddress(one)} className="block truncate hover:underline">
                    <bdi>{one}</bdi>
                  </Link>
                ))}
              </Fact>
            )}
          </Facts>
        </Card>
        <Card title={t`Permissions`} className="lg:col-span-2">
          <AclList path={`/pool/${name}`} />
        </Card>
      </div>
    </Page>
  )
}
