import { useLingui } from '@lingui/react/macro'
import { Copy, Pencil, ShieldCheck, Trash2 } from 'lucide-react'
import { entryKey } from '../../acl/acl-entries.ts'
import { SubjectName } from '../../acl/subject-name.tsx'
import { accessAddress } from '../../addresses.ts'
import { Loading } from '../../shell/loading.tsx'
import { Page } from '../../shell/page.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Notice } from '../../ui/notice.tsx'
import { CrumbTitle } from '../crumb-title.tsx'
import { useAcl, useRoles } from '../use-access.ts'
import { groupPrivileges, splitNames } from './privilege-groups.ts'
import { PrivilegeList } from './privilege-list.tsx'

/** One role: what it lets one do, and who has it where. */
export function RolePage({ roleid }: { roleid: string }) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { data } = useRoles()
  const uses = useAcl().filter(entry => entry.roleid === roleid)
  const role = data?.find(one => one.roleid === roleid)
  if (!data) return <Loading />
  const builtIn = role?.special === 1 ? t`Built-in roles stay as they are; copy this one instead.` : undefined
  const groups = groupPrivileges(splitNames(role?.privs))
  return (
    <Page
      title={roleid}
      head={<CrumbTitle icon={ShieldCheck} parent={{ label: t`Roles`, to: accessAddress('roles') }} name={roleid} />}
      actions={
        role && (
          <>
            <Button icon={Copy} onClick={() => openPanel('create-role', roleid)}>{t`Copy`}</Button>
            <Button icon={Pencil} disabledReason={builtIn} onClick={() => openPanel('edit-role', roleid)}>{t`Edit`}</Button>
            <Button look="danger" icon={Trash2} disabledReason={builtIn} onClick={() => openPanel('remove-role', roleid)}>
              {t`Remove`}
            </Button>
          </>
        )
      }
    >
      {!role && <Notice look="warn" title={t`There is no role ${roleid}.`} />}
      {role && (
        <>
          <Card title={t`Who has it`}>
            {uses.length === 0 && <p className="text-muted">{t`Nobody has been given this role.`}</p>}
            <ul className="flex flex-col">
              {uses.map(entry => (
                <li key={entryKey(entry)} className="flex min-h-(--row) items-center gap-3 border-b border-line last:border-0">
                  <span className="min-w-0 flex-1">
                    <SubjectName {...entry} />
                  </span>
                  <bdi className="min-w-0 flex-1 truncate font-mono text-[0.93em]">{entry.path}</bdi>
                </li>
              ))}
            </ul>
          </Card>
          <Card title={t`Privileges`}>
            {groups.length === 0 ? (
              <p className="text-muted">
                {roleid === 'NoAccess' ? t`Takes away everything that comes from paths above.` : t`This role has no privilege.`}
              </p>
            ) : (
              <PrivilegeList groups={groups} />
            )}
          </Card>
        </>
      )}
    </Page>
  )
}
