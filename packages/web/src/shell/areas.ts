import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Boxes, Database, LayoutDashboard, ListChecks, Network, Server, Settings2, ShieldCheck, type LucideIcon } from 'lucide-react'

export interface Area {
  readonly path: string
  readonly label: MessageDescriptor
  readonly icon: LucideIcon
  /** `g` and then this key goes there. */
  readonly key: string
}

/** Where things are: the rail on the left, on a phone the bar at the bottom. */
export const areas: readonly Area[] = [
  { path: '/', label: msg`Overview`, icon: LayoutDashboard, key: 'o' },
  { path: '/guests', label: msg`Guests`, icon: Boxes, key: 'g' },
  { path: '/nodes', label: msg`Nodes`, icon: Server, key: 'n' },
  { path: '/storage', label: msg`Storage`, icon: Database, key: 's' },
  { path: '/pools', label: msg`Pools`, icon: Network, key: 'p' },
  { path: '/access', label: msg`Access`, icon: ShieldCheck, key: 'a' },
  { path: '/cluster', label: msg`Cluster`, icon: Settings2, key: 'c' },
  { path: '/tasks', label: msg`Tasks`, icon: ListChecks, key: 't' },
]
