/** Names of units by which the machine's own services are known, by the name that clients use; the first that exists counts. */
export const systemUnits: Readonly<Record<string, readonly string[]>> = {
  chrony: ['chrony.service', 'chronyd.service'],
  corosync: ['corosync.service'],
  cron: ['cron.service'],
  ksmtuned: ['ksmtuned.service'],
  lxcfs: ['lxcfs.service'],
  postfix: ['postfix.service', 'postfix@-.service'],
  sshd: ['ssh.service', 'sshd.service'],
  syslog: ['rsyslog.service', 'syslog.service'],
  'systemd-journald': ['systemd-journald.service'],
  'systemd-timesyncd': ['systemd-timesyncd.service'],
}
