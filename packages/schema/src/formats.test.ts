import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findFormat } from './formats.ts'
import { firewallFormats } from './formats/firewall.ts'
import { guestFormats, multiLineFormats } from './formats/guest.ts'
import { identifierFormats } from './formats/identifiers.ts'
import { networkFormats } from './formats/network.ts'

const cases: Record<string, { good: string[]; bad: string[] }> = {
  'pve-vmid': { good: ['100', '999999999'], bad: ['0', '99', '0100', '1000000000', '100 ', ''] },
  'pve-node': { good: ['pve1', 'a', 'A-b'], bad: ['-a', 'a-', 'a.b', '', '..', 'a/b'] },
  'pve-configid': { good: ['net0', 'a-b_c'], bad: ['a', '0a', 'a/b', '../x', 'a.b'] },
  'pve-storage-id': { good: ['local', 'local-lvm', 'a.b'], bad: ['a', '1a', 'a-', '..', 'a/b'] },
  'pve-volume-id': {
    good: ['local:iso/a.iso', 'local-lvm:vm-100-disk-0', 'x1:a b'],
    bad: ['local:../x', 'local:/etc/passwd', 'local:a//b', 'local:', 'x:y', 'a:b/..', 'local:./x'],
  },
  'pve-volume-id-or-qm-path': {
    good: ['none', 'cdrom', '/dev/sdb', 'local:32', 'local:100/vm-100-disk-0.raw'],
    bad: ['/dev/../etc/shadow', 'relative', 'local:../x'],
  },
  'pve-lxc-dev-string': { good: ['/dev/fuse', '/dev/bus/usb/001'], bad: ['/etc/passwd', '/dev/../etc', 'dev/fuse'] },
  'mac-addr': { good: ['BC:24:11:00:00:01', 'bc:24:11:00:00:ff'], bad: ['01:00:5e:00:00:01', 'BC:24:11', 'BC-24-11-00-00-01'] },
  ip: {
    good: ['10.0.0.1', '::1', 'fe80::1', '::ffff:10.0.0.1'],
    bad: ['10.0.0', '10.0.0.256', '01.1.1.1', ':::', '1::2::3', 'g::', 'fe80::1%eth0'],
  },
  CIDR: { good: ['10.0.0.0/8', 'fd00::/64', '0.0.0.0/0'], bad: ['10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/08'] },
  'dns-name': { good: ['a', 'a.b-c.d', '1a'], bad: ['a.', '.a', 'a_b', '-a', `${'a'.repeat(64)}.b`] },
  'email-opt': { good: ['', 'a@b', 'a.b+c@example.org'], bad: ['a', '@b', 'a@', 'a@b c', 'a@b;rm -rf'] },
  'pve-userid': { good: ['root@pam', 'a.b@my-realm'], bad: ['root', 'root@', 'a b@pam', 'a:b@pam', 'a/b@pam'] },
  'pve-poolid': { good: ['a', 'a/b/c'], bad: ['a/b/c/d', '/a', 'a/', '../a', 'a/..'] },
  'disk-size': { good: ['32G', '512M', '1.5T', '1000'], bad: ['G', '-1G', '1 G', '1P'] },
  'pve-tag-list': { good: ['a;b', 'a,b_c', ''], bad: ['-a', 'a;-b', 'a;/'] },
  'pve-cpuset': { good: ['0', '0-3,5'], bad: ['a', '3-0', '0-', ','] },
  'pve-calendar-event': {
    good: ['daily', 'mon..fri 02:30', '*/15', '21:00', 'sat 3:*/10', '*-1 0:0', '2026-11-21 2:30:15 UTC'],
    bad: ['', 'foo', '25:00', 'mon..xyz', '*/0', '1 2 3'],
  },
  'pve-fw-addr-spec': {
    good: ['10.0.0.1,10.0.0.0/8', '10.0.0.1-10.0.0.9', '+dc/set', 'alias', '+guest/ipfilter-net0'],
    bad: ['10.0.0.1;x', '+', 'a b'],
  },
  'pve-fw-dport-spec': { good: ['80', '80,443', '80:90', 'http'], bad: ['70000', '90:80', '80-90!', ''] },
  'storage-pair-list': { good: ['1', 'a1:b1,c1:d1'], bad: ['a/b', 'a1:b1:c1'] },
  'pve-vlan-id-or-range-list': { good: ['2 4 100-200'], bad: ['0', '5000', '200-100'] },
  'pve-storage-portal-dns': { good: ['10.0.0.1', '10.0.0.1:3260', '[fd00::1]:3260', 'host.name'], bad: ['host:99999', '[x]', 'a b'] },
  'pve-dir-override-list': { good: ['iso=/custom/iso', 'iso=a,backup=b'], bad: ['iso=../x', 'foo=/x', 'iso='] },
  'pve-ct-timezone': { good: ['host', 'Europe/Vienna'], bad: ['../etc', '/etc/passwd', 'a//b'] },
}

for (const [name, { good, bad }] of Object.entries(cases)) {
  test(`${name} accepts what it should and nothing else`, () => {
    const format = findFormat(name)
    assert.deepEqual(
      good.filter(text => format(text) !== undefined),
      [],
    )
    assert.deepEqual(
      bad.filter(text => format(text) === undefined),
      [],
    )
  })
}

test('no format of one line lets a line break or control character through', () => {
  const all = [networkFormats, identifierFormats, guestFormats, firewallFormats]
    .flatMap(Object.keys)
    .filter(name => !multiLineFormats.has(name))
  const leaks = all.flatMap(name =>
    [name, `${name}-list`, `${name}-opt`].filter(derived =>
      ['100\n', '\n', 'local:a\nb', 'a\rb', 'ab\u001b', '10.0.0.1\n', 'a\u007fb'].some(text => findFormat(derived)(text) === undefined),
    ),
  )
  assert.deepEqual(leaks, [])
})

test('an unknown format is a bug that is told', () => {
  assert.throws(() => findFormat('no-such-format'), TypeError)
})
