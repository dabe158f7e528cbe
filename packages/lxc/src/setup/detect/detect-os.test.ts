import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseTree } from '../../testing/tree-text.ts'
import { checkOs } from './check-os.ts'
import { detectOs } from './detect-os.ts'

const samples: readonly (readonly [string, string, readonly number[] | undefined])[] = [
  ['==> /etc/os-release\nID=debian\nVERSION_ID="12"\n', 'debian', [12]],
  ['==> /usr/lib/os-release\nID=debian\n==> /etc/debian_version\nforky/sid\n', 'debian', [14]],
  ['==> /etc/debian_version\n8.11\n', 'debian', [8, 11]],
  ['==> /etc/debian_version\nsomething/sid\n', 'debian', undefined],
  ['==> /etc/os-release\nID=raspbian\nID_LIKE=debian\nPRETTY_NAME="Raspbian 11"\n==> /etc/debian_version\n11.3\n', 'debian', [11, 3]],
  ['==> /etc/os-release\nID=devuan\nVERSION_ID="5"\n==> /etc/debian_version\n12.0\n', 'devuan', [5]],
  ['==> /etc/os-release\nID=devuan\n==> /etc/devuan_version\nexcalibur/ceres\n', 'devuan', [6]],
  ['==> /etc/devuan_version\nbeowulf\n==> /etc/debian_version\n10.0\n', 'devuan', [3]],
  ['==> /etc/os-release\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n==> /etc/debian_version\ntrixie/sid\n', 'ubuntu', [24, 4]],
  ['==> /etc/lsb-release\nDISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\n==> /etc/debian_version\njessie/sid\n', 'ubuntu', [14, 4]],
  ["==> /etc/os-release\nID='almalinux'\nVERSION_ID=9.4\n", 'centos', [9, 4]],
  ['==> /etc/os-release\nID="rhel"\nVERSION_ID="8.10"\n', 'centos', [8, 10]],
  ['==> /etc/os-release\nID="ol"\nVERSION_ID="9.1"\n', 'centos', [9, 1]],
  ['==> /etc/redhat-release\nCentOS Linux release 7.9.2009 (Core)\n', 'centos', [7, 9, 2009]],
  ['==> /etc/fedora-release\nFedora release 41 (Forty One)\n==> /etc/redhat-release\nFedora release 41 (Forty One)\n', 'fedora', [41]],
  ['==> /etc/os-release\nID="opensuse-leap"\nVERSION_ID="15.6"\n', 'opensuse', [15, 6]],
  ['==> /etc/os-release\nID="opensuse-tumbleweed"\nVERSION_ID="20260901"\n', 'opensuse', undefined],
  ['==> /etc/arch-release\n', 'archlinux', undefined],
  ['==> /etc/os-release\nID=alpine\nVERSION_ID=3.22.0_alpha20250108\n', 'alpine', [3, 22, 0]],
  ['==> /etc/alpine-release\r\n3.9.4\r\n', 'alpine', [3, 9, 4]],
  ['==> /etc/gentoo-release\nGentoo Base System release 2.15\n', 'gentoo', undefined],
  ['==> /etc/os-release\nID=nixos\nVERSION_ID="25.05"\n', 'nixos', undefined],
  ['==> /nix/store/\n==> /nix-path-registration\n', 'nixos', undefined],
]

for (const [text, ostype, release] of samples) {
  test(`${JSON.stringify(text)} is ${ostype} ${release?.join('.') ?? 'without a release'}`, () => {
    const found = detectOs(parseTree(text))
    assert.equal(found?.ostype, ostype)
    assert.deepEqual(found?.release, release)
    assert.deepEqual(checkOs(parseTree(text), undefined, 'create'), { ostype, release })
  })
}

test('an unknown distribution is refused with what was found, what is supported and the way out', () => {
  const tree = parseTree('==> /etc/os-release\nID=haiku\nPRETTY_NAME="Haiku R1"\n')
  for (const ostype of [undefined, 'debian']) {
    assert.throws(
      () => checkOs(tree, ostype, 'create'),
      /'Haiku R1' \(\/etc\/os-release\).*Debian 7 to 14.*Ubuntu 12\.04 to.*ostype: unmanaged/,
    )
  }
  assert.deepEqual(checkOs(tree, 'unmanaged', 'create'), { ostype: 'unmanaged' })
})

test('a root that says nothing is refused unless the config names a distribution', () => {
  assert.throws(() => checkOs(parseTree(''), undefined, 'create'), /nothing in it says which distribution/)
  assert.deepEqual(checkOs(parseTree(''), 'nixos', 'create'), { ostype: 'nixos', release: undefined })
})

test('a config that names another distribution is refused', () => {
  const tree = parseTree('==> /etc/os-release\nID=debian\nVERSION_ID=12\nPRETTY_NAME="Debian 12"\n')
  assert.throws(() => checkOs(tree, 'ubuntu', 'start'), /'ostype: ubuntu'.*'Debian 12'.*'ostype: debian'/)
})

test('a release that is too old is refused always, one that is too new only when a container is made', () => {
  const debian = (version: string) => parseTree(`==> /etc/debian_version\n${version}\n`)
  for (const occasion of ['create', 'start'] as const) {
    assert.throws(
      () => checkOs(debian('6.0.10'), 'debian', occasion),
      /'Debian 6\.0\.10' \(\/etc\/debian_version\) is unsupported, only Debian 7 to 14/,
    )
  }
  assert.throws(() => checkOs(debian('99.1'), 'debian', 'create'), /unsupported/)
  assert.deepEqual(checkOs(debian('99.1'), 'debian', 'start'), { ostype: 'debian', release: [99, 1] })
})
