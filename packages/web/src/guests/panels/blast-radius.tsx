import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { Guest } from '../../live/guest.ts'
import { readSize } from '../config/read-value.ts'
import { Notice } from '../../ui/notice.tsx'
import { ownVolumes } from './guest-volumes.ts'

interface BlastRadiusProps {
  readonly guest: Guest
  readonly config: object
  readonly snapshots: number
  readonly isProtected: boolean
}

/** What goes with a guest, and what stays. */
export function BlastRadius({ guest, config, snapshots, isProtected }: BlastRadiusProps) {
  const { t } = useLingui()
  const { vmid, status } = guest
  const volumes = ownVolumes(config, vmid)
  const count = volumes.length
  return (
    <>
      {isProtected && <Notice look="warn" title={t`It is protected`}>{t`Removing it takes the protection away first.`}</Notice>}
      {status !== 'stopped' && <Notice look="warn" title={t`It runs`}>{t`It is stopped at once; what it has not saved is lost.`}</Notice>}
      <section aria-label={t`What goes`} className="rounded-lg border border-line">
        <h3 className="border-b border-line px-3 py-2 font-medium">{t`This goes for good`}</h3>
        <ul className="px-3 py-1">
          <li className="py-1">{t`Its configuration`}</li>
          <li className="py-1">{t`${plural(count, { one: '# volume', other: '# volumes' })}`}</li>
          {volumes.map(({ key, volume, size }) => (
            <li key={key} className="flex gap-2 py-0.5 pl-4 text-[0.93em]">
              <span className="w-20 shrink-0 text-muted">{key}</span>
              <bdi className="min-w-0 flex-1 break-all">{volume}</bdi>
              <span className="shrink-0 tabular-nums">{readSize(size)}</span>
            </li>
          ))}
          {snapshots > 0 && <li className="py-1">{t`${plural(snapshots, { one: '# snapshot', other: '# snapshots' })}`}</li>}
        </ul>
        <p className="border-t border-line px-3 py-2 text-muted">{t`Its backups stay.`}</p>
      </section>
    </>
  )
}
