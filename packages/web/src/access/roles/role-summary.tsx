import { useLingui } from '@lingui/react/macro'
import { groupPrivileges, splitNames } from './privilege-groups.ts'
import { groupLabels, privilegeTexts } from './privilege-texts.ts'

/** What a role lets one do, in a few lines. */
export function RoleSummary({ privileges, roleid }: { privileges: string; roleid: string }) {
  const { t, i18n } = useLingui()
  const groups = groupPrivileges(splitNames(privileges))
  if (groups.length === 0) {
    return (
      <p className="text-[0.93em] text-muted">
        {roleid === 'NoAccess' ? t`Takes away everything that comes from paths above.` : t`This role has no privilege.`}
      </p>
    )
  }
  return (
    <dl className="flex flex-col gap-1.5 rounded-lg border border-line p-3 text-[0.93em]">
      {groups.map(({ id, held, all }) => (
        <div key={id}>
          <dt className="font-medium">{i18n._(groupLabels[id])}</dt>
          <dd className="text-muted">{all ? t`Everything` : held.map(name => i18n._(privilegeTexts[name] ?? { id: name })).join(' · ')}</dd>
        </div>
      ))}
    </dl>
  )
}
