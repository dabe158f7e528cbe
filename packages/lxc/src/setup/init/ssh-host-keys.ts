import type { Changes } from '../changes.ts'
import { guestInit, type GuestInit } from './guest-init.ts'
import { enableService } from './systemd.ts'
import { ownUnits, unitText } from './systemd-unit.ts'

const folder = '/etc/ssh'
const name = 'ssh-host-keys'

/** Units by which distributions make missing keys: Red Hat's, Fedora's and newer Debians', Arch's. */
const makers = ['sshd-keygen.service', 'sshd-keygen@.service', 'sshd-keygen.target', 'sshdgenkeys.service']

const unit = `[Unit]
Description=Make the SSH host keys of this machine
ConditionPathExistsGlob=!/etc/ssh/ssh_host_*_key
Before=ssh.service sshd.service

[Service]
Type=oneshot
ExecStart=/usr/bin/ssh-keygen -A

[Install]
WantedBy=multi-user.target
`

const script = `#!/bin/sh
### BEGIN INIT INFO
# Provides:          ${name}
# Required-Start:    $local_fs
# Required-Stop:
# Default-Start:     S
# Default-Stop:
# Short-Description: Make the SSH host keys of this machine
### END INIT INFO

[ "$1" = start ] || exit 0
ls /etc/ssh/ssh_host_*_key >/dev/null 2>&1 || ssh-keygen -A
`

const job = `description "Make the SSH host keys of this machine"

start on starting ssh
task

script
  ls /etc/ssh/ssh_host_*_key >/dev/null 2>&1 || ssh-keygen -A
end script
`

function makesKeysItself(root: Changes): boolean {
  if (makers.some(maker => unitText(root, maker) !== undefined)) return true
  const services = ['sshd.service', 'ssh.service'].map(service => unitText(root, service) ?? '')
  return services.some(text => /sshd-gen-keys|ssh-keygen/.test(text))
}

/** The scripts of OpenRC make keys that are missing, so only these have to be helped. */
function arrange(root: Changes, init: GuestInit | undefined): void {
  if (init === 'systemd' && !makesKeysItself(root)) {
    root.write(`${ownUnits}/${name}.service`, unit)
    enableService(root, `${name}.service`)
  }
  if (init === 'upstart') root.write(`/etc/init/${name}.conf`, job)
  if (init === 'sysv' && !root.exists('/etc/runlevels')) {
    root.write(`/etc/init.d/${name}`, script, 0o755)
    root.link(`/etc/rcS.d/S99${name}`, `../init.d/${name}`)
  }
}

/** Takes a template's host keys away and sees that the container makes its own when it starts. */
export function renewHostKeys(root: Changes): void {
  const keys = root.list(folder).filter(file => /^ssh_host_\w*key(?:\.pub|-cert\.pub)?$/.test(file))
  if (!keys.length && !root.exists('/usr/sbin/sshd')) return
  for (const key of keys) root.remove(`${folder}/${key}`)
  arrange(root, guestInit(root))
}
