import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import {
  BookOpen,
  Box,
  Code,
  Compass,
  Database,
  Eye,
  Keyboard,
  LogOut,
  Monitor,
  Moon,
  Network,
  Play,
  Plus,
  Power,
  Server,
  Settings,
  Square,
  Users,
} from 'lucide-react'
import { useMemo } from 'react'
import { documents } from 'virtual:documents'
import { clusterAddress, documentAddress, guestAddress, nodeAddress, poolAddress, storageAddress } from '../addresses.ts'
import { logout } from '../api/login.ts'
import { planned } from '../forms/planned-call.ts'
import { send } from '../forms/send.ts'
import type { Guest } from '../live/guest.ts'
import { live } from '../live/live.ts'
import { prefer, preferences } from '../settings/preferences.ts'
import { areas } from '../shell/areas.ts'
import { showShortcuts } from '../shell/palette-store.ts'
import { toast } from '../shell/toast-store.ts'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { useStore } from '../store.ts'
import type { PaletteEntry } from './palette-entry.ts'

const refused = (error: unknown) => void toast({ look: 'bad', text: error instanceof Error ? error.message : String(error) })

/** Where the palette looks; guests may be many: they are gone through only when something was typed. */
export interface PaletteSources {
  readonly fixed: readonly PaletteEntry[]
  readonly guests: Iterable<PaletteEntry>
  /** What can be done with each guest. */
  readonly verbs: Iterable<PaletteEntry>
}

/** Objects, places and actions that the palette knows; guests' own actions come when one is named with a verb. */
export function usePaletteEntries(): PaletteSources {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const { guests, nodes, storages, pools } = useStore(live.inventory)
  const { views } = useStore(preferences)
  return useMemo(() => {
    const to = (address: string) => () => void navigate({ to: address })
    const dark = document.documentElement.dataset.theme === 'dark'
    const fixed: PaletteEntry[] = [
      ...areas.map(
        ({ path, label, icon, key }) =>
          ({ id: path, group: 'place', title: i18n._(label), detail: `g ${key}`, icon, run: to(path) }) as const,
      ),
      ...views.map(({ name, url }) => ({ id: `view ${name}`, group: 'view', title: name, icon: Eye, run: to(url) }) as const),
      {
        id: 'create-vm',
        group: 'action',
        title: t`Create a virtual machine`,
        words: 'new vm qemu add',
        detail: 'c',
        icon: Plus,
        run: () => openPanel('create-vm'),
      },
      {
        id: 'create-container',
        group: 'action',
        title: t`Create a container`,
        words: 'new ct lxc add',
        icon: Plus,
        run: () => openPanel('create-container'),
      },
      {
        id: 'theme',
        group: 'action',
        title: dark ? t`Switch to light` : t`Switch to dark`,
        words: 'theme colour dark light',
        icon: Moon,
        run: () => prefer({ theme: dark ? 'light' : 'dark' }),
      },
      {
        id: 'settings',
        group: 'place',
        title: t`Preferences`,
        words: 'settings language density contrast my settings',
        icon: Settings,
        run: to('/settings'),
      },
      {
        id: 'keys',
        group: 'action',
        title: t`Show the keys`,
        words: 'keyboard shortcuts',
        detail: '?',
        icon: Keyboard,
        run: showShortcuts,
      },
      { id: 'logout', group: 'action', title: t`Log out`, icon: LogOut, run: () => void logout().catch(refused) },
      {
        id: 'api',
        group: 'document',
        title: t`API viewer`,
        words: 'rest methods',
        icon: Code,
        run: () => void window.open('/api-viewer/', '_blank', 'noopener'),
      },
      { id: 'users', group: 'place', title: t`Users`, words: 'permissions access', icon: Users, run: to('/access/users') },
      { id: 'tokens', group: 'place', title: t`API tokens`, words: 'access', icon: Users, run: to('/access/tokens') },
      { id: 'factors', group: 'place', title: t`Two factor`, words: 'tfa totp otp webauthn', icon: Users, run: to('/access/factors') },
      {
        id: 'options',
        group: 'place',
        title: t`Cluster options`,
        words: 'datacenter options',
        icon: Compass,
        run: to(clusterAddress('options')),
      },
      {
        id: 'members',
        group: 'place',
        title: t`Cluster: nodes and quorum`,
        words: 'corosync votes join create',
        icon: Network,
        run: to(clusterAddress('members')),
      },
      { id: 'log', group: 'place', title: t`Cluster log`, words: 'datacenter', icon: BookOpen, run: to(clusterAddress('log')) },
      {
        id: 'history',
        group: 'place',
        title: t`History of the configuration`,
        words: 'changes audit',
        icon: BookOpen,
        run: to(clusterAddress('history')),
      },
      { id: 'docs', group: 'document', title: t`Guides`, words: 'help documentation', icon: BookOpen, run: to('/docs') },
      ...documents.map(
        ({ name, title, headings }) =>
          ({
            id: `document ${name}`,
            group: 'document',
            title,
            words: headings.join(' '),
            icon: BookOpen,
            run: to(documentAddress(name)),
          }) as const,
      ),
      ...[...nodes.keys()].flatMap(
        node =>
          [
            { id: `node ${node}`, group: 'node', title: node, icon: Server, run: to(nodeAddress(node)) },
            {
              id: `shell ${node}`,
              group: 'node',
              title: t`Shell of ${node}`,
              words: 'console terminal',
              icon: Server,
              run: to(nodeAddress(node, 'shell')),
            },
            {
              id: `log ${node}`,
              group: 'node',
              title: t`System log of ${node}`,
              words: 'journal syslog',
              icon: Server,
              run: to(nodeAddress(node, 'logs')),
            },
            {
              id: `network ${node}`,
              group: 'node',
              title: t`Network of ${node}`,
              words: 'bridge interfaces',
              icon: Server,
              run: to(nodeAddress(node, 'system', 'network')),
            },
          ] as const,
      ),
      ...[...storages.values()].map(
        ({ id, node, storage, type }) =>
          ({
            id: `storage ${id}`,
            group: 'storage',
            title: storage,
            detail: `${node} · ${type}`,
            icon: Database,
            run: to(storageAddress(node, storage)),
          }) as const,
      ),
      ...pools.map(pool => ({ id: `pool ${pool}`, group: 'pool', title: pool, icon: Compass, run: to(poolAddress(pool)) }) as const),
    ]
    const power = (guest: Guest, verb: 'start' | 'shutdown' | 'stop') => () => {
      const place = { node: guest.node, vmid: guest.vmid }
      const call =
        guest.kind === 'qemu'
          ? planned(`POST /nodes/{node}/qemu/{vmid}/status/${verb}`, place)
          : planned(`POST /nodes/{node}/lxc/{vmid}/status/${verb}`, place)
      void send(call).catch(refused)
    }
    function* entriesOfGuests(): Generator<PaletteEntry> {
      for (const guest of guests.values()) {
        yield {
          id: `guest ${guest.vmid}`,
          group: 'guest',
          title: guest.name || String(guest.vmid),
          detail: `${guest.vmid} · ${guest.node}`,
          words: `${guest.status} ${guest.tags.join(' ')} ${guest.pool}`,
          icon: guest.kind === 'qemu' ? Monitor : Box,
          run: to(guestAddress(guest.vmid)),
        }
      }
    }
    function* verbsOfGuests(): Generator<PaletteEntry> {
      for (const guest of guests.values()) {
        const name = guest.name || String(guest.vmid)
        const common = { group: 'action', detail: `${guest.vmid} · ${guest.node}` } as const
        if (guest.template) continue
        if (guest.status === 'stopped')
          yield { ...common, id: `start ${guest.vmid}`, title: t`Start ${name}`, icon: Play, run: power(guest, 'start') }
        if (guest.status === 'running') {
          yield { ...common, id: `shutdown ${guest.vmid}`, title: t`Shut down ${name}`, icon: Power, run: power(guest, 'shutdown') }
          yield { ...common, id: `stop ${guest.vmid}`, title: t`Stop ${name}`, icon: Square, run: power(guest, 'stop') }
        }
        yield {
          ...common,
          id: `snapshots ${guest.vmid}`,
          title: t`Snapshots of ${name}`,
          icon: Monitor,
          run: to(guestAddress(guest.vmid, 'snapshots')),
        }
        yield {
          ...common,
          id: `hardware ${guest.vmid}`,
          title: t`Hardware of ${name}`,
          icon: Monitor,
          run: to(guestAddress(guest.vmid, guest.kind === 'qemu' ? 'hardware' : 'resources')),
        }
        yield {
          ...common,
          id: `console ${guest.vmid}`,
          title: t`Console of ${name}`,
          icon: Monitor,
          run: to(guestAddress(guest.vmid, 'console')),
        }
      }
    }
    return { fixed, guests: { [Symbol.iterator]: entriesOfGuests }, verbs: { [Symbol.iterator]: verbsOfGuests } }
  }, [t, i18n, navigate, openPanel, guests, nodes, storages, pools, views])
}
