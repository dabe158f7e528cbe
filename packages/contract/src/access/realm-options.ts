import { boolean, described, integer, optional, string } from '@quorate/schema'
import { secret } from '../endpoint.ts'
import { comment } from '../parameters.ts'
import { syncOptions } from './sync-options.ts'
import { tfaRequirement } from './tfa-requirement.ts'

export const realmOptions = {
  'acr-values': optional(string({ description: 'Authentication context classes to ask for.', pattern: '^[^\\x00-\\x1F\\x7F <>#"]*$' })),
  autocreate: optional(boolean({ description: 'Create users at their first login.', default: false })),
  base_dn: optional(string({ description: 'LDAP base of the users.', maxLength: 256 })),
  bind_dn: optional(string({ description: 'LDAP name to bind as.', maxLength: 256 })),
  capath: optional(string({ description: 'CA certificates.', default: '/etc/ssl/certs' })),
  'case-sensitive': optional(boolean({ description: 'User names differ by case.', default: true })),
  cert: optional(string({ description: 'Client certificate.' })),
  certkey: secret(optional(string({ description: 'Key of the client certificate.' }))),
  'check-connection': optional(boolean({ description: 'Try to bind before saving.', default: false })),
  'client-id': optional(string({ description: 'OpenID client id.', maxLength: 256 })),
  'client-key': secret(optional(string({ description: 'OpenID client secret.', maxLength: 256 }))),
  comment: optional(comment),
  default: optional(boolean({ description: 'Preselected at login.' })),
  domain: optional(string({ description: 'Domain of the directory.', pattern: '\\S+', maxLength: 256 })),
  filter: optional(string({ description: 'LDAP filter of the users.', maxLength: 2048 })),
  group_classes: optional(
    string({
      description: 'LDAP classes of groups.',
      default: 'groupOfNames, group, univentionGroup, ipausergroup',
      format: 'ldap-simple-attr-list',
    }),
  ),
  group_dn: optional(string({ description: 'LDAP base of the groups.', maxLength: 256 })),
  group_filter: optional(string({ description: 'LDAP filter of the groups.', maxLength: 2048 })),
  group_name_attr: optional(string({ description: 'LDAP attribute that names a group.', format: 'ldap-simple-attr', maxLength: 256 })),
  'groups-autocreate': optional(boolean({ description: 'Create groups that are not there.', default: false })),
  'groups-claim': optional(
    string({ description: 'OpenID claim that names the groups.', pattern: '(?^:[A-Za-z0-9\\.\\-_]+)', maxLength: 256 }),
  ),
  'groups-overwrite': optional(boolean({ description: 'Take the user out of groups the claim does not name.', default: false })),
  'issuer-url': optional(string({ description: 'Address of the OpenID issuer.', maxLength: 256 })),
  mode: optional(
    string({ description: 'LDAP without encryption, with StartTLS, or LDAPS.', default: 'ldap', enum: ['ldap', 'ldaps', 'ldap+starttls'] }),
  ),
  password: secret(optional(string({ description: 'Password.' }))),
  port: optional(integer({ description: 'TCP or UDP port.', minimum: 1, maximum: 65535 })),
  prompt: optional(string({ description: 'What the OpenID provider must ask.', pattern: '(?:none|login|consent|select_account|\\S+)' })),
  'query-userinfo': optional(boolean({ description: 'Also ask the user info endpoint.', default: true })),
  scopes: optional(string({ description: 'OpenID scopes to ask for.', default: 'email profile' })),
  secure: optional(boolean({ description: 'Use LDAPS; mode is its present form.' })),
  server1: optional(string({ description: 'Address of the server.', format: 'address', maxLength: 256 })),
  server2: optional(string({ description: 'Address of the second server.', format: 'address', maxLength: 256 })),
  sslversion: optional(string({ description: 'Least TLS version.', enum: ['tlsv1', 'tlsv1_1', 'tlsv1_2', 'tlsv1_3'] })),
  'sync-defaults-options': optional(described(syncOptions, { description: 'Default options of a synchronization.' })),
  sync_attributes: optional(
    string({ description: 'Which LDAP attributes fill which user fields.', pattern: '\\w+=[^,]+(,\\s*\\w+=[^,]+)*' }),
  ),
  tfa: optional(described(tfaRequirement, { description: 'Second factor that the realm requires.' })),
  user_attr: optional(string({ description: 'LDAP attribute that names a user.', pattern: '\\S{2,}', maxLength: 256 })),
  user_classes: optional(
    string({
      description: 'LDAP classes of users.',
      default: 'inetorgperson, posixaccount, person, user',
      format: 'ldap-simple-attr-list',
    }),
  ),
  verify: optional(boolean({ description: "Verify the server's certificate.", default: false })),
}
