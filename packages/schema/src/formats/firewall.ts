import { isCidr, isIp, isIpv4, isIpv6 } from '../ip-address.ts'
import { matching, testing, type Format } from './format.ts'

const name = '[A-Za-z][A-Za-z0-9\\-_]+'
const alias = new RegExp(`^(?:(?:dc|guest)/)?${name}$`)
const ipset = new RegExp(`^\\+(?:(?:dc|guest|sdn)/)?${name}$`)

function isRange(text: string): boolean {
  const [from = '', to = '', ...rest] = text.split('-')
  return rest.length === 0 && ((isIpv4(from) && isIpv4(to)) || (isIpv6(from) && isIpv6(to)))
}

/** Addresses, networks and ranges separated by comma, or one alias or IP set. */
function isAddressSpec(text: string): boolean {
  if (ipset.test(text) || alias.test(text)) return true
  return text.split(',').every(part => isIp(part) || isCidr(part) || isRange(part))
}

/** Ports, ranges `80:85` and service names separated by comma. */
function isPortSpec(text: string): boolean {
  const parts = text.split(',')
  return (
    parts.length <= 15 &&
    parts.every(part => {
      const match = /^(\d{1,5})(?::(\d{1,5}))?$/.exec(part)
      if (!match) return /^[a-zA-Z][a-zA-Z0-9\-_.]*$/.test(part)
      const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
      return from <= to && to <= 65_535
    })
  )
}

const helpers = 'amanda|ftp|irc|netbios-ns|pptp|sane|sip|snmp|tftp'

/** Parts of firewall rules. */
export const firewallFormats: Record<string, Format> = {
  'pve-fw-addr-spec': testing('address list, alias or IP set', isAddressSpec),
  'pve-fw-sport-spec': testing('port list', isPortSpec),
  'pve-fw-dport-spec': testing('port list', isPortSpec),
  'pve-fw-icmp-type-spec': matching('ICMP type', /^(?:[a-z][a-z0-9-]*|\d{1,3}(?:\/\d{1,3})?)$/, 64),
  'pve-fw-protocol-spec': testing('protocol', text =>
    /^\d+$/.test(text) ? Number(text) <= 255 : /^[a-zA-Z][a-zA-Z0-9+.-]{0,31}$/.test(text),
  ),
  'pve-fw-conntrack-helper': matching('connection tracking helper', new RegExp(`^(?:${helpers})$`)),
}
