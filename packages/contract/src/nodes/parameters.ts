import { string } from '@quorate/schema'

export const name = string({ description: 'Name.', format: 'pve-storage-id' })
export const service = string({
  description: 'Name of the service.',
  enum: [
    'chrony',
    'corosync',
    'cron',
    'ksmtuned',
    'lxcfs',
    'postfix',
    'proxmox-firewall',
    'pve-cluster',
    'pve-firewall',
    'pve-ha-crm',
    'pve-ha-lrm',
    'pve-lxc-syscalld',
    'pvedaemon',
    'pvefw-logger',
    'pveproxy',
    'pvescheduler',
    'pvestatd',
    'qmeventd',
    'spiceproxy',
    'sshd',
    'syslog',
    'systemd-journald',
    'systemd-timesyncd',
  ],
})
