import { useLingui } from '@lingui/react/macro'
import { Pencil, Trash2, UserMinus, UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { SubjectName } from '../../acl/subject-name.tsx'
import { accessAddress } from '../../addresses.ts'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { Loading } from '../../shell/loading.tsx'
import { Page } from '../../shell/page.tsx'
import { runWithUndo } from '../../shell/undo.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CrumbTitle } from '../crumb-title.tsx'
import { GrantsCard } from '../grants-card.tsx'
import { useGroups, useUsers, type UserRow } from '../use-access.ts'
import { membersOf } from './groups-view.tsx'

/** A user's groups after one was added or taken away. */
function groupsOf(user: UserRow, group: string, member: boolean): string {
  const others = (user.groups ?? '').split(',').filter(one => one !== '' && one !== group)
  return (member ? [...others, group] : others).join(',')
}

/** One group: who is in it, and what that gives them. */
export function GroupPage({ groupid }: { groupid: string }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const [chosen, setChosen] = useState<string>()
  const { data: users } = useUsers()
  const { data: groups } = useGroups()
  const group = groups?.find(one => one.groupid === groupid)
  if (!groups || !users) return <Loading />
  const members = group ? membersOf(group) : []
  const change = async (userid: string, member: boolean, text: string) => {
    const user = users.find(one => one.userid === userid)
    if (!user) return
    const put = (list: string) => send(planned('PUT /access/users/{userid}', { userid, groups: list }))
    await runWithUndo({ run: () => put(groupsOf(user, groupid, member)), undo: () => put(user.groups ?? ''), text })
  }
  return (
    <Page
      title={groupid}
      head={<CrumbTitle icon={Users} parent={{ label: t`Groups`, to: accessAddress('groups') }} name={groupid} />}
      actions={
        group && (
          <>
            <Button icon={Pencil} onClick={() => openPanel('edit-group', groupid)}>{t`Edit`}</Button>
            <Button look="danger" icon={Trash2} onClick={() => openPanel('remove-group', groupid)}>{t`Remove`}</Button>
          </>
        )
      }
    >
      {!group && <Notice look="warn" title={t`There is no group ${groupid}, or you may not see it.`} />}
      {group?.comment && (
        <p className="text-muted break-words">
          <bdi>{group.comment}</bdi>
        </p>
      )}
      {group && (
        <div className="grid items-start gap-3 lg:grid-cols-2">
          <Card title={t`Members`}>
            <div className="flex gap-2">
              <Combobox
                aria-label={t`User`}
                placeholder={t`User`}
                className="flex-1"
                value={chosen}
                onChange={setChosen}
                choices={users.filter(({ userid }) => !members.includes(userid)).map(({ userid }) => ({ value: userid, label: userid }))}
              />
              <Button
                icon={UserPlus}
                disabled={!chosen}
                onClick={() => {
                  if (chosen) void change(chosen, true, t`${chosen} added to ${groupid}`)
                  setChosen(undefined)
                }}
              >
                {t`Add`}
              </Button>
            </div>
            {members.length === 0 && <p className="text-muted">{t`Nobody is in this group.`}</p>}
            <ul className="flex flex-col">
              {members.map(userid => (
                <li key={userid} className="flex min-h-(--row) items-center gap-2 border-b border-line last:border-0">
                  <span className="min-w-0 flex-1">
                    <SubjectName type="user" ugid={userid} />
                  </span>
                  <IconButton
                    icon={UserMinus}
                    label={t`Take out`}
                    aria-label={t`Take ${userid} out of the group`}
                    onClick={() => void change(userid, false, t`${userid} taken out of ${groupid}`)}
                  />
                </li>
              ))}
            </ul>
          </Card>
          <GrantsCard type="group" ugid={groupid} />
        </div>
      )}
    </Page>
  )
}
