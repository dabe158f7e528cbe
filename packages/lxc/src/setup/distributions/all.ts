import type { ManagedOs } from '../detect/detect-os.ts'
import { alpine } from './alpine.ts'
import { archlinux } from './archlinux.ts'
import { centos } from './centos.ts'
import { debian } from './debian.ts'
import { devuan } from './devuan.ts'
import type { Distribution } from './distribution.ts'
import { fedora } from './fedora.ts'
import { gentoo } from './gentoo.ts'
import { nixos } from './nixos.ts'
import { opensuse } from './opensuse.ts'
import { ubuntu } from './ubuntu.ts'

export const distributions: Readonly<Record<ManagedOs, Distribution>> = {
  alpine,
  archlinux,
  centos,
  debian,
  devuan,
  fedora,
  gentoo,
  nixos,
  opensuse,
  ubuntu,
}

function releaseText(numbers: readonly number[]): string {
  const [year = 0, month] = numbers
  return month === undefined ? String(year) : `${year}.${String(month).padStart(2, '0')}`
}

/** `Debian 7 to 14` */
export function supportText({ title, supported }: Distribution): string {
  if (!supported) return title
  const { oldest, newest } = supported
  const last = releaseText(newest)
  return releaseText(oldest) === last ? `${title} ${last}` : `${title} ${releaseText(oldest)} to ${last}`
}
