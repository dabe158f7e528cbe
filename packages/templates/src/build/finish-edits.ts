import type { TarEdits, TarFile } from '../tar/edit-tar.ts'
import type { BuildRequest } from './build-request.ts'
import { finalSources } from './sources-list.ts'

/** What must not be the same in two containers, came from this node, or served the build alone. */
const left: readonly RegExp[] = [
  /^dev\/./,
  /^etc\/machine-id$/,
  /^var\/lib\/dbus\/machine-id$/,
  /^etc\/(?:hostname|hosts|resolv\.conf|fstab)$/,
  /^etc\/ssh\/ssh_host_/,
  /^etc\/apt\/(?:sources\.list(?:\.d\/.+)?|apt\.conf\.d\/99mmdebstrap)$/,
  /^etc\/dpkg\/dpkg\.cfg\.d\/99mmdebstrap$/,
  /^etc\/network\/interfaces$/,
  /^usr\/sbin\/policy-rc\.d$/,
  /^var\/lib\/apt\/lists\/(?!partial$)./,
  /^var\/cache\/apt\/(?:.+\.bin|archives\/.+\.deb)$/,
  /^var\/cache\/debconf\/.+-old$/,
  /^var\/lib\/dpkg\/.+-old$/,
  /^var\/lib\/systemd\/random-seed$/,
  /^var\/log\/(?:btmp|wtmp|lastlog|faillog|bootstrap\.log|dpkg\.log|alternatives\.log|apt\/.+)$/,
  /^(?:run|tmp)\/./,
]

const file = (path: string, text: string): TarFile => ({ path, text })

const hosts = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n'

const loopback = 'auto lo\niface lo inet loopback\n'

/** Keys that are missing are made before the service starts: those of a template would be everybody's. */
const hostKeys = '[Service]\nExecStartPre=\nExecStartPre=/usr/bin/ssh-keygen -A\nExecStartPre=/usr/sbin/sshd -t\n'

const sysvHostKeys = '# Sourced by /etc/init.d/ssh.\nSSHD_OPTS=\n[ "$1" != start ] || /usr/bin/ssh-keygen -A\n'

/** Logins on the console and on two terminals; a power failure is how a container is asked to end. */
const inittab = `id:2:initdefault:
si::sysinit:/etc/init.d/rcS
${[0, 1, 2, 3, 4, 5, 6].map(level => `l${level}:${level}:wait:/etc/init.d/rc ${level}\n`).join('')}p0::powerfail:/sbin/init 0
co:2345:respawn:/sbin/getty --noclear 38400 console
1:2345:respawn:/sbin/getty --noclear 38400 tty1
2:2345:respawn:/sbin/getty --noclear 38400 tty2
`

const networkdUnit = '/usr/lib/systemd/system/systemd-networkd.service'
const networkdLinks: readonly TarFile[] = [
  { path: 'etc/systemd/system/dbus-org.freedesktop.network1.service', link: networkdUnit },
  { path: 'etc/systemd/system/multi-user.target.wants/systemd-networkd.service', link: networkdUnit },
  {
    path: 'etc/systemd/system/sockets.target.wants/systemd-networkd.socket',
    link: '/usr/lib/systemd/system/systemd-networkd.socket',
  },
]

function sshFiles({ distribution, variant }: BuildRequest): TarFile[] {
  if (variant === 'minimal') return []
  if (distribution.init === 'systemd') return [file('etc/systemd/system/ssh.service.d/host-keys.conf', hostKeys)]
  return [file('etc/default/ssh', sysvHostKeys)]
}

/** What makes a template of a fresh installation. Pure. */
export function finishEdits(request: BuildRequest): TarEdits {
  const { init, network } = request.distribution
  return {
    drop: path => left.some(form => form.test(path)),
    add: [
      { path: 'dev', folder: true },
      file('etc/hostname', 'localhost\n'),
      file('etc/hosts', hosts),
      file('etc/fstab', ''),
      file('etc/apt/sources.list', finalSources(request)),
      ...(init === 'systemd' ? [file('etc/machine-id', '')] : [file('etc/inittab', inittab)]),
      ...(network === 'ifupdown' ? [file('etc/network/interfaces', loopback)] : networkdLinks),
      ...sshFiles(request),
    ],
  }
}
