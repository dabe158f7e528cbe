import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useMemo } from 'react'
import { guestAddress } from '../../addresses.ts'
import { live } from '../../live/live.ts'
import { formatBytes, formatShortTime } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'
import { contentName, type ContentKind } from '../content-names.ts'
import { VolumeMenu } from './volume-menu.tsx'
import type { Volume } from './volume.ts'

/** The guest that a volume is of, by name when it is there. */
export function VolumeGuest({ vmid }: { vmid: number | undefined }) {
  const { t } = useLingui()
  if (vmid === undefined) return null
  const guest = live.inventory.get().guests.get(vmid)
  if (!guest) return <span className="text-muted">{t`${vmid} (gone)`}</span>
  return (
    <Link to={guestAddress(vmid)} tabIndex={-1} className="hover:underline">
      {vmid} <bdi className="text-muted">{guest.name}</bdi>
    </Link>
  )
}

/** Columns of a list of volumes; the kinds that are listed decide which. */
export function useVolumeColumns(node: string, storage: string, kinds: readonly ContentKind[]): readonly Column<Volume>[] {
  const { t, i18n } = useLingui()
  const listed = kinds.join(' ')
  return useMemo(() => {
    const backups = kinds.includes('backup')
    const owned = backups || kinds.includes('images') || kinds.includes('rootdir')
    return [
      {
        id: 'name',
        title: t`Name`,
        width: 'minmax(14rem, 3fr)',
        cell: volume => (
          <span className="flex min-w-0 items-center gap-1.5" title={volume.name}>
            {volume.protected && <ShieldCheck size={15} role="img" aria-label={t`Protected`} className="shrink-0 text-good" />}
            <bdi className="truncate font-medium">{volume.name}</bdi>
          </span>
        ),
        sort: volume => volume.name,
      },
      {
        id: 'kind',
        title: t`Content`,
        width: '11rem',
        cell: volume => i18n._(contentName(volume.kind)),
        sort: volume => volume.kind,
        hidden: kinds.length < 2,
      },
      {
        id: 'guest',
        title: t`Guest`,
        width: 'minmax(8rem, 1.5fr)',
        cell: volume => <VolumeGuest vmid={volume.vmid} />,
        sort: volume => volume.vmid ?? 0,
        hidden: !owned,
      },
      {
        id: 'notes',
        title: t`Notes`,
        width: 'minmax(8rem, 2fr)',
        cell: volume => <bdi title={volume.notes}>{volume.notes}</bdi>,
        sort: volume => volume.notes,
        hidden: !backups,
      },
      {
        id: 'created',
        title: t`Date`,
        width: '10rem',
        cell: volume => (volume.created > 0 ? <span className="tabular-nums">{formatShortTime(volume.created)}</span> : ''),
        sort: volume => volume.created,
      },
      { id: 'format', title: t`Format`, width: '6rem', cell: volume => volume.format, sort: volume => volume.format },
      { id: 'size', title: t`Size`, width: '6.5rem', align: 'end', cell: volume => formatBytes(volume.size), sort: volume => volume.size },
      { id: 'actions', title: t`Actions`, width: '5rem', cell: volume => <VolumeMenu node={node} storage={storage} volume={volume} /> },
    ]
    // The language decides the titles.
  }, [i18n.locale, node, storage, listed])
}
