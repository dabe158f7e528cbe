import type { Changes } from '../changes.ts'
import { withSection } from '../text/pve-section.ts'
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

/** Read by Debian's start script before it starts the server. */
const defaults = 'ls /etc/ssh/ssh_host_*_key >/dev/null 2>&1 || ssh-keygen -A'

const job = `description "Make the SSH host keys of this machine"

start on starting ssh
task

script
  ${defaults}
end script
`

/** Debian's own does so at a first boot only, and for systemd a copy of a template has none. */
function makesKeysItself(root: Changes): boolean {
  const units = makers.flatMap(maker => unitText(root, maker) ?? [])
  if (units.some(text => !text.includes('ConditionFirstBoot'))) return true
  return ['sshd.service', 'ssh.service'].some(service => /sshd-gen-keys|ssh-keygen/.test(unitText(root, service) ?? ''))
}

/** The scripts of OpenRC make keys that are missing, so only these have to be helped. */
function arrange(root: Changes, init: GuestInit | undefined): void {
  if (init === 'systemd' && !makesKeysItself(root)) {
    root.write(`${ownUnits}/${name}.service`, unit)
    enableService(root, `${name}.service`)
  }
  if (init === 'upstart') root.write(`/etc/init/${name}.conf`, job)
  if (init === 'sysv' && !root.exists('/etc/runlevels')) {
    root.write('/etc/default/ssh', withSection(root.read('/etc/default/ssh'), [defaults], 'last'))
  }
}

/** Takes a template's host keys away and sees that the container makes its own when it starts. */
export function renewHostKeys(root: Changes): void {
  const keys = root.list(folder).filter(file => /^ssh_host_\w*key(?:\.pub|-cert\.pub)?$/.test(file))
  if (!keys.length && !root.exists('/usr/sbin/sshd')) return
  for (const key of keys) root.remove(`${folder}/${key}`)
  arrange(root, guestInit(root))
}
