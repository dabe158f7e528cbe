import type { GuestSettings } from '../setup/setup-types.ts'

const base: GuestSettings = {
  vmid: 101,
  hostname: 'ct1',
  hostResolver: { searchdomain: 'node.example.net', nameservers: ['198.51.100.53'] },
  nets: [],
  tty: 2,
  console: true,
  unprivileged: true,
  nesting: true,
}

const fixed4 = { name: 'eth0', hwaddr: 'BC:24:11:00:00:01', ip: '192.0.2.10/24', gw: '192.0.2.1' }

/** Settings with which every sample tree is set up, by what they show. `create`: as for a container that is being made. */
export const sampleSettings: Readonly<Record<string, GuestSettings>> = {
  create: {
    ...base,
    searchdomain: 'example.com example.org',
    nameserver: '192.0.2.53 192.0.2.54',
    nets: [fixed4],
    rootPasswordHash: '$5$saltsalt$notarealhash',
    sshKeys: ['ssh-ed25519 AAAAnew admin@example.com'],
    fresh: true,
  },
  static: { ...base, searchdomain: 'example.com', nameserver: '192.0.2.53', nets: [fixed4] },
  dhcp: { ...base, nets: [{ name: 'eth0', ip: 'dhcp', ip6: 'dhcp' }] },
  auto: { ...base, unprivileged: false, nets: [{ name: 'eth0', ip: 'dhcp', ip6: 'auto' }] },
  dual: {
    ...base,
    hostname: 'ct1.example.com',
    nets: [{ ...fixed4, ip6: '2001:db8::10/64', gw6: 'fe80::1', mtu: 1400 }],
    timezone: 'Europe/Berlin',
  },
  routed: {
    ...base,
    nets: [{ name: 'eth0', ip: '192.0.2.10/32', gw: '198.51.100.1', ip6: '2001:db8::10/128', gw6: '2001:db8:1::1' }],
  },
  manual: { ...base, nets: [{ name: 'eth0', ip: 'manual', ip6: 'manual' }] },
  cards: {
    ...base,
    tty: 6,
    nets: [
      { name: 'eth0', ip6: '2001:db8::10/64', gw6: '2001:db8::1' },
      { name: 'eth1', ip: 'dhcp' },
      { name: 'eth2', ip: '192.0.2.12/24', hostManaged: true },
      { name: 'lan-3' },
    ],
  },
  bare: { ...base, tty: 0, console: false, hostResolver: { nameservers: ['127.0.0.53'] } },
}
