/** What can be built, and from where. */
export type DistributionName = 'debian' | 'ubuntu' | 'devuan'

/** Which archive a suite lies in: mirrors carry them apart. */
export type ArchiveKind = 'main' | 'security'

export interface Release {
  readonly codename: string
  /** As in the template's name: `12`, `24.04`, `sid` */
  readonly version: string
  /** More names people give it. */
  readonly aliases: readonly string[]
  readonly suites: readonly (readonly [ArchiveKind, string])[]
  readonly dhcpClient: 'isc-dhcp-client' | 'dhcpcd-base'
}

export interface Distribution {
  readonly name: DistributionName
  readonly init: 'systemd' | 'sysvinit'
  /** What sets up the network inside: guest set-up writes the files of the one that it finds. */
  readonly network: 'ifupdown' | 'networkd'
  readonly components: readonly string[]
  readonly archives: Readonly<Record<ArchiveKind, string>>
  /** Files below /usr/share/keyrings, the first that is there counts. */
  readonly keyrings: readonly string[]
  /** Says what to install when none is there. */
  readonly keyringHint: string
  /** File in the result whose text is the point release; left out: `version` is all there is. */
  readonly versionFile?: string
  /** The first is built when none is asked for. */
  readonly releases: readonly Release[]
}

const rolling = (codename: string): Release['suites'] => [['main', codename]]
const stable = (codename: string): Release['suites'] => [
  ['main', codename],
  ['main', `${codename}-updates`],
  ['security', `${codename}-security`],
]

const isc = 'isc-dhcp-client'
const dhcpcd = 'dhcpcd-base'

const debian: Distribution = {
  name: 'debian',
  init: 'systemd',
  network: 'ifupdown',
  components: ['main'],
  archives: { main: 'http://deb.debian.org/debian', security: 'http://deb.debian.org/debian-security' },
  keyrings: ['debian-archive-keyring.gpg', 'debian-archive-keyring.pgp'],
  keyringHint: "install the package 'debian-archive-keyring'",
  versionFile: 'etc/debian_version',
  releases: [
    { codename: 'trixie', version: '13', aliases: [], suites: stable('trixie'), dhcpClient: isc },
    { codename: 'bookworm', version: '12', aliases: [], suites: stable('bookworm'), dhcpClient: isc },
    { codename: 'bullseye', version: '11', aliases: [], suites: stable('bullseye'), dhcpClient: isc },
    { codename: 'forky', version: '14', aliases: ['testing'], suites: stable('forky'), dhcpClient: dhcpcd },
    { codename: 'sid', version: 'sid', aliases: ['unstable'], suites: rolling('sid'), dhcpClient: dhcpcd },
  ],
}

const ubuntuRelease = (codename: string, version: string): Release => ({
  codename,
  version,
  aliases: [],
  suites: stable(codename),
  dhcpClient: isc,
})

const ubuntu: Distribution = {
  name: 'ubuntu',
  init: 'systemd',
  network: 'networkd',
  components: ['main', 'universe'],
  archives: { main: 'http://archive.ubuntu.com/ubuntu', security: 'http://security.ubuntu.com/ubuntu' },
  keyrings: ['ubuntu-archive-keyring.gpg'],
  keyringHint: "install the package 'ubuntu-keyring'",
  releases: [
    ubuntuRelease('noble', '24.04'),
    ubuntuRelease('resolute', '26.04'),
    ubuntuRelease('questing', '25.10'),
    ubuntuRelease('jammy', '22.04'),
  ],
}

const devuan: Distribution = {
  name: 'devuan',
  init: 'sysvinit',
  network: 'ifupdown',
  components: ['main'],
  archives: { main: 'http://deb.devuan.org/merged', security: 'http://deb.devuan.org/merged' },
  keyrings: ['devuan-archive-keyring.gpg', 'devuan-keyring.gpg'],
  keyringHint: "install Devuan's package 'devuan-keyring'",
  releases: [
    { codename: 'excalibur', version: '6.0', aliases: [], suites: stable('excalibur'), dhcpClient: isc },
    { codename: 'daedalus', version: '5.0', aliases: [], suites: stable('daedalus'), dhcpClient: isc },
    { codename: 'chimaera', version: '4.0', aliases: [], suites: stable('chimaera'), dhcpClient: isc },
    { codename: 'ceres', version: 'ceres', aliases: ['unstable'], suites: rolling('ceres'), dhcpClient: dhcpcd },
  ],
}

export const distributions: Readonly<Record<DistributionName, Distribution>> = { debian, ubuntu, devuan }

/** By codename, number or alias; the first when none is named. undefined: there is none of that name. */
export function findRelease({ releases }: Distribution, name: string | undefined): Release | undefined {
  return name === undefined ? releases[0] : releases.find(one => [one.codename, one.version, ...one.aliases].includes(name))
}
