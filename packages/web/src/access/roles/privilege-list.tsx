import { useLingui } from '@lingui/react/macro'
import { Badge } from '../../ui/tag.tsx'
import type { GroupedPrivileges } from './privilege-groups.ts'
import { groupLabels, privilegeTexts } from './privilege-texts.ts'

interface PrivilegeListProps {
  readonly groups: readonly GroupedPrivileges[]
  /** Names of those that do not hold below the path. */
  readonly onlyHere?: readonly string[]
}

/** Privileges by what they are about, each with its name and what it allows. */
export function PrivilegeList({ groups, onlyHere = [] }: PrivilegeListProps) {
  const { t, i18n } = useLingui()
  return (
    <div className="grid gap-x-6 gap-y-3 lg:grid-cols-2">
      {groups.map(({ id, held, all }) => (
        <section key={id} aria-label={i18n._(groupLabels[id])} className="min-w-0">
          <h3 className="flex items-center gap-2 font-medium">
            {i18n._(groupLabels[id])}
            {all && <Badge>{t`all`}</Badge>}
          </h3>
          <dl className="text-[0.93em]">
            {held.map(name => (
              <div key={name} className="flex flex-wrap gap-x-3 py-0.5">
                <dt className="w-52 shrink-0 font-mono text-[0.93em] leading-6">{name}</dt>
                <dd className="min-w-0 flex-1 leading-6 text-muted">
                  {privilegeTexts[name] && i18n._(privilegeTexts[name])} {onlyHere.includes(name) && <Badge>{t`This path only`}</Badge>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
