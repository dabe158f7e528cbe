import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Box, Database, Monitor, Plus, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { guestAddress, storageAddress } from '../../addresses.ts'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { live } from '../../live/live.ts'
import { runWithUndo } from '../../shell/undo.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Status } from '../../ui/status.tsx'
import { memberLists, type PoolMember } from './use-pool.ts'

const icons = { qemu: Monitor, lxc: Box, openvz: Box, storage: Database }
/** A storage is a member once, on whatever nodes it is. */
const keyOf = (member: PoolMember) => (member.storage === undefined ? String(member.vmid) : `storage/${member.storage}`)

/** The guests and storages of a pool. */
export function PoolMembers({ pool, members }: { pool: string; members: readonly PoolMember[] }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { guests } = useStore(live.inventory)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const rows = useMemo(() => [...new Map(members.map(member => [keyOf(member), member])).values()], [members])
  const chosen = rows.filter(member => selected.has(keyOf(member)))
  const remove = async () => {
    setSelected(new Set())
    const lists = memberLists(chosen)
    const put = (take: boolean) => send(planned('PUT /pools', { poolid: pool, ...lists, ...(take && { delete: true }) }))
    await runWithUndo({
      run: () => put(true),
      undo: () => put(false),
      text: plural(chosen.length, { one: `# member taken out of ${pool}`, other: `# members taken out of ${pool}` }),
    })
  }
  return (
    <Card
      title={t`Members`}
      actions={
        <>
          {chosen.length > 0 && (
            <Button icon={Trash2} onClick={() => void remove()}>
              {t`Take out (${chosen.length})`}
            </Button>
          )}
          <Button icon={Plus} onClick={() => openPanel('add-to-pool', pool)}>
            {t`Add members`}
          </Button>
        </>
      }
    >
      {rows.length === 0 && <p className="text-muted">{t`The pool is empty.`}</p>}
      <ul className="flex flex-col">
        {rows.map(member => {
          const key = keyOf(member)
          const guest = member.vmid === undefined ? undefined : guests.get(member.vmid)
          const Icon = icons[member.type]
          const name = member.storage ?? guest?.name ?? member.name ?? ''
          const to = member.vmid === undefined ? storageAddress(member.node, member.storage ?? '') : guestAddress(member.vmid)
          return (
            <li key={key} className="flex min-h-(--row) items-center gap-2 border-b border-line last:border-0">
              <Checkbox
                label={<span className="sr-only">{t`Select ${name || key}`}</span>}
                checked={selected.has(key)}
                onChange={on => setSelected(before => new Set(on ? [...before, key] : [...before].filter(one => one !== key)))}
              />
              <Icon size={15} aria-hidden className="shrink-0 text-muted" />
              <span className="w-16 shrink-0 text-muted tabular-nums">{member.vmid ?? t`Storage`}</span>
              <Link to={to} className="min-w-0 flex-1 truncate font-medium hover:underline">
                <bdi>{name || key}</bdi>
              </Link>
              <bdi className="truncate text-muted max-md:hidden">{member.node}</bdi>
              <span className="w-24">{guest && <Status status={guest.status} />}</span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
