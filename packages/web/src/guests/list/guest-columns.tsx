import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { guestAddress } from '../../addresses.ts'
import type { Guest } from '../../live/guest.ts'
import { formatBytes, formatPercent } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'
import { Meter } from '../../ui/meter.tsx'
import { RowLink } from '../../ui/row-link.tsx'
import { Status } from '../../ui/status.tsx'
import { Badge, Tag } from '../../ui/tag.tsx'
import { UptimeCell } from './uptime-cell.tsx'

const nothing = <span className="text-muted">–</span>
const runs = (guest: Guest) => guest.status === 'running' || guest.status === 'paused'

export function GuestName({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  return (
    <span className="flex min-w-0 items-center gap-2">
      <RowLink to={guestAddress(guest.vmid)} className="truncate font-medium hover:underline">
        <bdi>{guest.name || guest.vmid}</bdi>
      </RowLink>
      {guest.template && <Badge>{t`Template`}</Badge>}
      {guest.lock && <Badge look="warn">{guest.lock}</Badge>}
    </span>
  )
}

function CpuCell({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  if (!runs(guest)) return nothing
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <Meter value={guest.cpu} label={t`Processor`} />
      {formatPercent(guest.cpu)}
      <span className="text-muted">/ {guest.maxcpu}</span>
    </span>
  )
}

function MemoryCell({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  if (!runs(guest)) return <span className="text-muted">{formatBytes(guest.maxmem)}</span>
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <Meter value={guest.mem / guest.maxmem} label={t`Memory`} look="second" />
      {formatBytes(guest.mem)}
    </span>
  )
}

/** So many letters of tags have room. */
const roomForTags = 15

/** As many tags as fit by their letters, and how many more there are. */
function TagsCell({ tags }: { tags: readonly string[] }) {
  let letters = 0
  const more = tags.findIndex((tag, at) => (letters += tag.length + 3) > roomForTags && at > 0)
  const shown = more < 0 ? tags : tags.slice(0, more)
  return (
    <span className="flex items-center gap-1 overflow-hidden" title={more < 0 ? undefined : tags.join(', ')}>
      {shown.map(tag => (
        <Tag key={tag} name={tag} />
      ))}
      {more >= 0 && <span className="shrink-0 text-[0.86em] text-muted">+{tags.length - more}</span>}
    </span>
  )
}

/** Who started last has run the shortest; those that do not run come before. */
const uptime = (guest: Guest) => (guest.since > 0 ? 1e12 - guest.since : 0)

/** Columns of the list of guests, before the user's choice. */
export function useGuestColumns(): readonly Column<Guest>[] {
  const { t, i18n } = useLingui()
  return useMemo(() => {
    const columns: Column<Guest>[] = [
      {
        id: 'status',
        title: t`Status`,
        fits: true,
        width: '7rem',
        cell: guest => <Status status={guest.status} />,
        sort: guest => guest.status,
      },
      { id: 'id', title: t`ID`, fits: true, width: '5rem', cell: guest => guest.vmid, sort: guest => guest.vmid },
      {
        id: 'name',
        title: t`Name`,
        fits: true,
        width: 'minmax(11rem, 2.3fr)',
        cell: guest => <GuestName guest={guest} />,
        sort: guest => guest.name,
      },
      {
        id: 'type',
        title: t`Type`,
        fits: true,
        width: '6rem',
        cell: guest => (guest.kind === 'qemu' ? t`VM` : t`Container`),
        sort: guest => guest.kind,
      },
      { id: 'node', title: t`Node`, width: 'minmax(5rem, 0.7fr)', cell: guest => <bdi>{guest.node}</bdi>, sort: guest => guest.node },
      {
        id: 'pool',
        title: t`Pool`,
        width: 'minmax(5rem, 1fr)',
        cell: guest => (guest.pool ? <bdi>{guest.pool}</bdi> : nothing),
        sort: guest => guest.pool,
        hidden: true,
      },
      {
        id: 'tags',
        title: t`Tags`,
        width: 'minmax(9.5rem, 1.5fr)',
        cell: guest => <TagsCell tags={guest.tags} />,
        sort: guest => guest.tags.join(' '),
      },
      { id: 'cpu', title: t`CPU`, fits: true, width: '9rem', cell: guest => <CpuCell guest={guest} />, sort: guest => guest.cpu },
      { id: 'mem', title: t`Memory`, fits: true, width: '9.5rem', cell: guest => <MemoryCell guest={guest} />, sort: guest => guest.mem },
      {
        id: 'memory',
        title: t`Memory size`,
        fits: true,
        width: '7rem',
        align: 'end',
        cell: guest => formatBytes(guest.maxmem),
        sort: guest => guest.maxmem,
        hidden: true,
      },
      {
        id: 'disk',
        title: t`Disk size`,
        fits: true,
        width: '7rem',
        align: 'end',
        cell: guest => formatBytes(guest.maxdisk),
        sort: guest => guest.maxdisk,
        hidden: true,
      },
      {
        id: 'cores',
        title: t`Cores`,
        width: '5rem',
        align: 'end',
        cell: guest => guest.maxcpu,
        sort: guest => guest.maxcpu,
        hidden: true,
      },
      {
        id: 'ha',
        title: t`HA`,
        width: '6rem',
        cell: guest => guest.haState || nothing,
        sort: guest => guest.haState,
        hidden: true,
      },
      {
        id: 'lock',
        title: t`Lock`,
        width: '6rem',
        cell: guest => guest.lock || nothing,
        sort: guest => guest.lock,
        hidden: true,
      },
      {
        id: 'uptime',
        title: t`Uptime`,
        fits: true,
        width: '6rem',
        cell: guest => <UptimeCell guest={guest} />,
        sort: uptime,
      },
    ]
    return columns
    // The language decides the titles.
  }, [i18n.locale])
}
