import { useLingui } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { accessAddress } from '../addresses.ts'
import { session } from '../api/session.ts'
import { NotFoundPage } from '../shell/not-found-page.tsx'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { TabLinks } from '../ui/tab-links.tsx'
import { PermissionsView } from './acl/permissions-view.tsx'
import { FactorsView } from './factors/factors-view.tsx'
import { GroupPage } from './groups/group-page.tsx'
import { GroupsView } from './groups/groups-view.tsx'
import { RealmsView } from './realms/realms-view.tsx'
import { RolePage } from './roles/role-page.tsx'
import { RolesView } from './roles/roles-view.tsx'
import { TokenPage } from './tokens/token-page.tsx'
import { TokensView } from './tokens/tokens-view.tsx'
import { UserPage } from './users/user-page.tsx'
import { UsersView } from './users/users-view.tsx'

const views: Readonly<Record<string, ComponentType>> = {
  users: UsersView,
  groups: GroupsView,
  roles: RolesView,
  permissions: PermissionsView,
  tokens: TokensView,
  factors: FactorsView,
  realms: RealmsView,
}

/** Users and what they may do. With an item: the page of one user, group, role or token. */
export function AccessPage() {
  const { t } = useLingui()
  const { tab = 'users', item } = useParams({ strict: false }) as { tab?: string; item?: string }
  const { user } = useStore(session)
  if (tab === 'me' && user) return <UserPage userid={user} own />
  if (item !== undefined) {
    if (tab === 'users') return <UserPage userid={item} />
    if (tab === 'groups') return <GroupPage groupid={item} />
    if (tab === 'roles') return <RolePage roleid={item} />
    if (tab === 'tokens') return <TokenPage id={item} />
  }
  const View = views[tab]
  if (!View) return <NotFoundPage />
  const labels: Readonly<Record<string, string>> = {
    users: t`Users`,
    groups: t`Groups`,
    roles: t`Roles`,
    permissions: t`Permissions`,
    tokens: t`API tokens`,
    factors: t`Two factor`,
    realms: t`Realms`,
  }
  return (
    <Page title={t`Access`} fill>
      <TabLinks
        label={t`Access`}
        value={tab}
        tabs={Object.keys(views).map(id => ({ id, label: labels[id] ?? id, to: accessAddress(id) }))}
      />
      <View />
    </Page>
  )
}
