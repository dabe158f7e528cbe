import { isCidr, isIp, isIpv4, isIpv4Mask, isIpv6 } from '../ip-address.ts'
import { matching, testing, type Format } from './format.ts'

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const dnsName = new RegExp(`^${label}(?:\\.${label})*$`)
const isDnsName = (text: string): boolean => text.length <= 253 && dnsName.test(text)
const alias = /^(?:(?:dc|guest|sdn)\/)?[A-Za-z][A-Za-z0-9\-_]+$/
const email = /^[^\s@"'<>|;&$`\\,:]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/

/** Not multicast: the lowest bit of the first octet is 0. */
const mac = /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/i

function isLinkLocalWithInterface(text: string): boolean {
  const percent = text.indexOf('%')
  return percent > 0 && /^fe[89ab]/i.test(text) && isIpv6(text.slice(0, percent)) && /^[a-zA-Z0-9_.-]{1,15}$/.test(text.slice(percent + 1))
}

/** `host`, `host:port`, `[v6]:port` */
function isPortal(text: string): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text)
  if (!match) return isIpv6(text)
  if (match[3] !== undefined && Number(match[3]) > 65_535) return false
  return match[1] === undefined ? isIp(match[2]!) || isDnsName(match[2]!) : isIpv6(match[1])
}

/** `a:b` maps a to b; `a` alone or `1` maps all alike. */
function isPair(text: string, name: RegExp): boolean {
  const parts = text.split(':')
  return parts.length <= 2 && parts.every(part => name.test(part))
}

export const networkFormats: Record<string, Format> = {
  ip: testing('IP address', isIp),
  ipv4: testing('IPv4 address', isIpv4),
  ipv6: testing('IPv6 address', isIpv6),
  ipv4mask: testing('IPv4 netmask', isIpv4Mask),
  CIDR: testing('CIDR network', text => isCidr(text)),
  CIDRv4: testing('IPv4 CIDR network', text => isCidr(text, 4)),
  CIDRv6: testing('IPv6 CIDR network', text => isCidr(text, 6)),
  IPorCIDR: testing('IP address or network', text => isIp(text) || isCidr(text)),
  IPorCIDRorAlias: testing('IP address, network or alias', text => isIp(text) || isCidr(text) || alias.test(text)),
  address: testing('address', text => isIp(text) || isDnsName(text)),
  'dns-name': testing('DNS name', isDnsName),
  'mac-addr': matching('unicast MAC address', mac),
  'mac-prefix': matching('unicast MAC address prefix', /^[0-9a-f][02468ace](?::[0-9a-f]{2}){0,2}:?$/i),
  email: matching('email address', email, 254),
  'email-or-username': testing('email address or user name', text => email.test(text) || /^[^\s:/@]+@[A-Za-z][A-Za-z0-9.\-_]+$/.test(text)),
  'lxc-ip-with-ll-iface': testing('IP address', text => isIp(text) || isLinkLocalWithInterface(text)),
  'pve-ipv4-config': testing('IPv4 configuration', text => text === 'dhcp' || text === 'manual' || isCidr(text, 4)),
  'pve-ipv6-config': testing('IPv6 configuration', text => ['auto', 'dhcp', 'manual'].includes(text) || isCidr(text, 6)),
  'pve-storage-server': testing('server address', text => isIp(text) || isDnsName(text)),
  'pve-storage-portal-dns': testing('portal', isPortal),
  'pve-sdn-subnet-id': testing('subnet', text => isCidr(text) || /^[a-zA-Z][a-zA-Z0-9]{0,7}-[0-9a-fA-F.:]+-\d{1,3}$/.test(text)),
  'bridge-pair': testing('bridge mapping', text => isPair(text, /^[-_.a-zA-Z0-9]{1,15}$/)),
  'storage-pair': testing('storage mapping', text => isPair(text, /^(?:1|[a-z][a-z0-9\-_.]*[a-z0-9])$/i)),
  'pve-vlan-id-or-range': testing('VLAN ID or range', text => {
    const match = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(text)
    if (!match) return false
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
    return from >= 1 && from <= to && to <= 4094
  }),
  'pve-acme-domain': testing('domain name', text => isDnsName(text.replace(/^\*\./, ''))),
  'pve-acme-alias': matching(
    'domain alias',
    /^(?:[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.)*[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?$/,
    253,
  ),
  'graphite-path': matching('graphite path', /^[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+)*$/, 256),
}
