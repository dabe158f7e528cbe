import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { consoleAddress } from './addresses.ts'
import { setNavigator } from './go.ts'
import { parts } from './parts.ts'
import { consoleIdOfOldLink } from './shell/console-id.ts'
import { ErrorPage } from './shell/error-page.tsx'
import { NotFoundPage } from './shell/not-found-page.tsx'
import { Frame } from './shell/frame.tsx'

/** Search parameters that every page knows. `panel`: the side panel that is open, with its argument: `clone/100`. */
export interface PageSearch {
  readonly panel?: string | undefined
  /** What charts show: `day`, or `1795930000-1795933600`. */
  readonly range?: string | undefined
  /** Given: charts show the peaks and not the averages. */
  readonly peaks?: string | undefined
}

/** Those of lists: a query and an order (`-cpu`). */
export interface ListSearch extends PageSearch {
  readonly q?: string | undefined
  readonly sort?: string | undefined
}

/** All search parameters are texts; empty ones are left out. */
const listSearch = (search: Record<string, unknown>): ListSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => typeof value === 'string' && value !== ''))

const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
  validateSearch: listSearch,
  beforeLoad({ location: { pathname, searchStr } }) {
    const id = pathname === '/' && searchStr !== '' ? consoleIdOfOldLink(new URLSearchParams(searchStr)) : undefined
    if (id !== undefined) throw redirect({ to: consoleAddress(id), replace: true })
  },
})

const page = (path: string, load: () => Promise<ComponentType>) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: listSearch,
    component: lazyRouteComponent(async () => ({ default: await load() })),
  })

const routes = [
  page('/', async () => (await import('./overview/overview-page.tsx')).OverviewPage),
  page('/guests', async () => (await parts.guestList()).GuestsPage),
  page('/guests/$vmid/{-$tab}/{-$item}', async () => (await parts.guests()).GuestPage),
  page('/nodes', async () => (await parts.nodes()).NodesPage),
  page('/nodes/$node/{-$tab}/{-$item}', async () => (await parts.nodes()).NodePage),
  page('/storage', async () => (await parts.storage()).StoragesPage),
  page('/storage/$node/$storage/{-$tab}', async () => (await parts.storage()).StoragePage),
  page('/pools', async () => (await parts.access()).PoolsPage),
  page('/pools/$pool', async () => (await parts.access()).PoolPage),
  page('/access/{-$tab}/{-$item}', async () => (await parts.access()).AccessPage),
  page('/cluster/{-$tab}', async () => (await parts.cluster()).ClusterPage),
  page('/tasks', async () => (await import('./tasks/tasks-page.tsx')).TasksPage),
  page('/tasks/$upid', async () => (await import('./tasks/task-page.tsx')).TaskPage),
  page('/settings', async () => (await import('./settings/settings-page.tsx')).SettingsPage),
  page('/docs', async () => (await import('./documents/documents-page.tsx')).DocumentsPage),
  page('/docs/$name', async () => (await import('./documents/document-page.tsx')).DocumentPage),
  page('/more', async () => (await import('./shell/more-page.tsx')).MorePage),
  page('/console/$', async () => (await parts.consoles()).ConsolePage),
]

/** Plain texts both ways: addresses are for people. */
const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search))
function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const query = new URLSearchParams(entries).toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',')
  return query === '' ? '' : `?${query}`
}

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
})

setNavigator(address => void router.navigate({ to: address }))
