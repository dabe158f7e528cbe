import { matching, staysInside, testing, type Format } from './format.ts'

const nodeName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/
const vmid = /^[1-9]\d{2,8}$/
const realm = '[A-Za-z][A-Za-z0-9.\\-_]{1,31}'
const sdnObject = /^[a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9]$/

/** Names of things: guests, nodes, storages, users. All are safe as file names unless they may hold a slash. */
export const identifierFormats: Record<string, Format> = {
  'pve-configid': matching('configuration ID', /^[a-z][a-z0-9_-]+$/i, 128),
  'pve-node': matching('node name', nodeName),
  'pve-vmid': matching('VM ID', vmid),
  'pve-storage-id': matching('storage ID', /^[a-z][a-z0-9\-_.]*[a-z0-9]$/i, 100),
  'pve-userid': matching('user name', new RegExp(`^[^\\s:/]+@${realm}$`), 64),
  'pve-tokenid': matching('token ID', new RegExp(`^[^\\s:/]+@${realm}![A-Za-z][A-Za-z0-9.\\-_]+$`), 128),
  'pve-realm': matching('realm', new RegExp(`^${realm}$`)),
  'pve-groupid': matching('group name', /^[A-Za-z0-9.\-_]+$/, 128),
  'pve-roleid': matching('role name', /^[A-Za-z0-9.\-_]+$/, 128),
  'pve-poolid': testing('pool name', text => /^[A-Za-z0-9.\-_]+(?:\/[A-Za-z0-9.\-_]+){0,2}$/.test(text) && staysInside(text)),
  'pve-priv': matching('privilege', /^[A-Z][A-Za-z]*(?:\.[A-Z][A-Za-z]*)+$/, 64),
  'pve-bridge-id': matching('bridge name', /^[a-zA-Z0-9][-_.a-zA-Z0-9]{0,14}$/),
  'pve-iface': matching('network interface name', /^[a-zA-Z][a-zA-Z0-9_-]{0,19}[a-zA-Z0-9_](?:[:.]\d{1,5})?$/, 24),
  'pve-ha-node': text => nodeWithPriority(text),
  'pve-ha-resource-id': matching('HA resource ID', /^(?:vm|ct):[1-9]\d{2,8}$/),
  'pve-ha-resource-or-vm-id': matching('HA resource ID', /^(?:(?:vm|ct):)?[1-9]\d{2,8}$/),
  'pve-replication-job-id': matching('replication job ID', /^[1-9]\d{2,8}-\d{1,9}$/),
  'pve-sdn-zone-id': matching('SDN zone ID', /^[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]$/, 8),
  'pve-sdn-vnet-id': matching('VNet ID', /^[a-zA-Z][a-zA-Z0-9]*[a-zA-Z0-9]$/, 8),
  'pve-sdn-controller-id': matching('SDN controller ID', sdnObject, 64),
  'pve-sdn-dns-id': matching('SDN DNS ID', sdnObject, 64),
  'pve-sdn-ipam-id': matching('SDN IPAM ID', sdnObject, 64),
  'pve-sdn-fabric-id': matching('SDN fabric ID', /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/, 8),
  'pve-sdn-bgp-rt': matching('BGP route target', /^\d{1,10}:\d{1,10}$/),
  'pve-sdn-isis-net': matching('IS-IS NET', /^[a-fA-F0-9]{2}(?:\.[a-fA-F0-9]{4}){3,9}\.[a-fA-F0-9]{2}$/),
  'pve-storage-content': matching('content type', /^(?:images|rootdir|iso|vztmpl|backup|snippets|import|none)$/),
  'pve-storage-vgname': matching('volume group name', /^[a-zA-Z0-9.+_][a-zA-Z0-9.+_-]*$/, 127),
  'pve-task-status-type': matching('task status', /^(?:unknown|error|warning|ok)$/),
  'pve-day-of-week': matching('day of the week', /^(?:mon|tue|wed|thu|fri|sat|sun)$/),
  'ldap-simple-attr': matching('LDAP attribute', /^[a-zA-Z][a-zA-Z0-9-]*$/, 256),
}

function nodeWithPriority(text: string): string | undefined {
  const [name = '', priority, ...rest] = text.split(':')
  const good = nodeName.test(name) && rest.length === 0 && (priority === undefined || /^\d{1,4}$/.test(priority))
  return good ? undefined : `value '${text}' does not look like a valid node with optional priority`
}
