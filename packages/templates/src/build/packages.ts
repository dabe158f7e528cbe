import type { Distribution, Release } from './distributions.ts'

export type Variant = 'standard' | 'minimal'

const bare = ['iproute2', 'iputils-ping', 'netbase', 'procps']

const comfort = [
  'apt-utils',
  'bash-completion',
  'bzip2',
  'ca-certificates',
  'cron',
  'curl',
  'file',
  'gnupg',
  'less',
  'locales',
  'logrotate',
  'lsof',
  'man-db',
  'nano',
  'openssh-client',
  'openssh-server',
  'psmisc',
  'tzdata',
  'vim-tiny',
  'wget',
  'whiptail',
  'xz-utils',
]

const inits = {
  systemd: { minimal: ['systemd', 'systemd-sysv'], standard: ['dbus', 'libpam-systemd'] },
  sysvinit: { minimal: ['sysvinit-core'], standard: ['rsyslog'] },
} as const

/** What a template holds beside what its distribution calls essential and required. */
export function packagesOf(distribution: Distribution, release: Release, variant: Variant, more: readonly string[]): string[] {
  const init = inits[distribution.init]
  const network = distribution.network === 'ifupdown' ? ['ifupdown', release.dhcpClient] : []
  const standard = variant === 'standard' ? [...init.standard, ...comfort] : []
  return [...new Set([...init.minimal, ...bare, ...network, ...standard, ...more])]
}
