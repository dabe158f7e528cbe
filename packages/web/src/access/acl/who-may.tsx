import { useQueries } from '@tanstack/react-query'
import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { objectPaths } from '../../acl/object-paths.ts'
import { SubjectName } from '../../acl/subject-name.tsx'
import { call } from '../../api/client.ts'
import { live } from '../../live/live.ts'
import { useStore } from '../../store.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { groupPrivileges, privilegeGroups } from '../roles/privilege-groups.ts'
import { groupLabels, privilegeTexts } from '../roles/privilege-texts.ts'
import { useSubjects } from './use-subjects.ts'

/** Privileges that each user and token really has on one path. */
function useHolders(path: string) {
  const { user, token } = useSubjects()
  const subjects = useMemo(
    () => [...user.map(ugid => ({ type: 'user' as const, ugid })), ...token.map(ugid => ({ type: 'token' as const, ugid }))],
    [user, token],
  )
  const answers = useQueries({
    queries: subjects.map(({ ugid }) => ({
      queryKey: ['GET /access/permissions', { userid: ugid, path }],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('GET /access/permissions', { userid: ugid, path }, { signal }),
      meta: { watch: ['/user.cfg'] },
    })),
  })
  const rows = subjects.map((subject, index) => {
    const given = (answers[index]?.data as Record<string, Record<string, number>> | undefined)?.[path]
    return { ...subject, names: Object.keys(given ?? {}) }
  })
  return { rows, loading: answers.some(({ isPending }) => isPending), error: answers.find(({ error }) => error)?.error }
}

/** Who may do what on one object, all roles, groups, pools and limits taken together. */
export function WhoMay() {
  const { t, i18n } = useLingui()
  const inventory = useStore(live.inventory)
  const [path, setPath] = useState('/')
  const [privilege, setPrivilege] = useState<string>()
  const paths = useMemo(() => objectPaths(inventory), [inventory])
  const { rows, loading, error } = useHolders(path)
  const holders = rows.filter(({ names }) => names.length > 0 && (privilege === undefined || names.includes(privilege)))
  const about = (names: readonly string[]) =>
    groupPrivileges(names)
      .map(({ id, held, all }) => {
        const label = i18n._(groupLabels[id])
        const count = held.length
        return all ? t`${label}: everything` : t`${label}: ${count}`
      })
      .join(' · ')
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={t`On which object`}>
          {control => (
            <Combobox
              {...control}
              custom
              value={path}
              onChange={value => setPath(value?.startsWith('/') ? value : '/')}
              choices={paths.map(({ path: value, name }) => ({ value, label: value, detail: name }))}
            />
          )}
        </Field>
        <Field label={t`Which privilege`}>
          {control => (
            <Combobox
              {...control}
              placeholder={t`Any`}
              value={privilege}
              onChange={setPrivilege}
              choices={privilegeGroups().flatMap(({ privileges }) =>
                privileges.map(name => ({ value: name, label: name, detail: privilegeTexts[name] && i18n._(privilegeTexts[name]) })),
              )}
            />
          )}
        </Field>
      </div>
      {error && <FailureNotice error={error} />}
      <ul aria-label={t`Who may do what`} className="overflow-hidden rounded-lg border border-line bg-surface">
        {holders.map(({ type, ugid, names }) => (
          <li
            key={ugid}
            className="grid min-h-(--row) items-center gap-x-3 border-b border-line px-3 py-1 last:border-0 md:grid-cols-[minmax(11rem,1fr)_3fr]"
          >
            <SubjectName type={type} ugid={ugid} />
            <span className="text-[0.93em] text-muted">{about(names)}</span>
          </li>
        ))}
        {holders.length === 0 && <li className="p-6 text-center text-muted">{loading ? t`Loading…` : t`Nobody.`}</li>}
      </ul>
    </div>
  )
}
