import { boolean, defaultKey, integer, number, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys } from '../parameters.ts'
import { needs } from '../permission.ts'

export const clusterOptions = {
  get: endpoint({
    method: 'GET',
    path: '/cluster/options',
    description: 'GET /cluster/options',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/options',
    description: 'PUT /cluster/options',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      bwlimit: optional(
        propertyString({
          clone: optional(number({ minimum: 0 })),
          default: optional(number({ minimum: 0 })),
          migration: optional(number({ minimum: 0 })),
          move: optional(number({ minimum: 0 })),
          restore: optional(number({ minimum: 0 })),
        }),
      ),
      'consent-text': optional(string({ maxLength: 65536 })),
      console: optional(string({ enum: ['applet', 'vv', 'html5', 'xtermjs'] })),
      crs: optional(
        propertyString({
          ha: optional(string({ default: 'basic', enum: ['basic', 'static', 'dynamic'] })),
          'ha-auto-rebalance': optional(boolean({ default: false })),
          'ha-auto-rebalance-hold-duration': optional(number({ default: 3, requires: 'ha-auto-rebalance', minimum: 0 })),
          'ha-auto-rebalance-margin': optional(number({ default: 0.1, requires: 'ha-auto-rebalance', minimum: 0 })),
          'ha-auto-rebalance-method': optional(
            string({ default: 'bruteforce', requires: 'ha-auto-rebalance', enum: ['bruteforce', 'topsis'] }),
          ),
          'ha-auto-rebalance-threshold': optional(number({ default: 0.3, requires: 'ha-auto-rebalance', minimum: 0 })),
          'ha-rebalance-on-start': optional(boolean({ default: false })),
        }),
      ),
      delete: optional(deletedKeys),
      description: optional(string({ maxLength: 65536 })),
      email_from: optional(string({ format: 'email-opt' })),
      fencing: optional(string({ default: 'watchdog', enum: ['watchdog', 'hardware', 'both'] })),
      ha: optional(
        propertyString({
          shutdown_policy: string({ default: 'conditional', enum: ['freeze', 'failover', 'conditional', 'migrate'] }),
        }),
      ),
      http_proxy: optional(string({ pattern: 'http://.*' })),
      keyboard: optional(
        string({
          enum: [
            'de',
            'de-ch',
            'da',
            'en-gb',
            'en-us',
            'es',
            'fi',
            'fr',
            'fr-be',
            'fr-ca',
            'fr-ch',
            'hu',
            'is',
            'it',
            'ja',
            'lt',
            'mk',
            'nl',
            'no',
            'pl',
            'pt',
            'pt-br',
            'sv',
            'sl',
            'tr',
          ],
        }),
      ),
      language: optional(
        string({
          enum: [
            'ar',
            'ca',
            'da',
            'de',
            'en',
            'es',
            'eu',
            'fa',
            'fr',
            'hr',
            'he',
            'it',
            'ja',
            'ka',
            'kr',
            'nb',
            'nl',
            'nn',
            'pl',
            'pt_BR',
            'ru',
            'sl',
            'sv',
            'tr',
            'ukr',
            'zh_CN',
            'zh_TW',
          ],
        }),
      ),
      mac_prefix: optional(string({ default: 'BC:24:11', format: 'mac-prefix' })),
      max_workers: optional(integer({ minimum: 1 })),
      migration: optional(
        propertyString({
          network: optional(string({ format: 'CIDR' })),
          type: defaultKey(string({ default: 'secure', enum: ['secure', 'insecure'] })),
        }),
      ),
      migration_unsecure: optional(boolean()),
      'next-id': optional(
        propertyString({
          lower: optional(integer({ default: 100 })),
          upper: optional(integer({ default: 1000000 })),
        }),
      ),
      notify: optional(
        propertyString({
          fencing: optional(string({ enum: ['always', 'never'] })),
          'package-updates': optional(string({ default: 'auto', enum: ['auto', 'always', 'never'] })),
          replication: optional(string({ enum: ['always', 'never'] })),
          'target-fencing': optional(string()),
          'target-package-updates': optional(string()),
          'target-replication': optional(string()),
        }),
      ),
      'registered-tags': optional(string({ pattern: '(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*);)*(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*)' })),
      replication: optional(
        propertyString({
          network: optional(string({ format: 'CIDR' })),
          type: defaultKey(string({ default: 'secure', enum: ['secure', 'insecure'] })),
        }),
      ),
      'tag-style': optional(
        propertyString({
          'case-sensitive': optional(boolean({ default: false })),
          'color-map': optional(
            string({
              pattern:
                '(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?)(?:;(?:(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*):[0-9a-fA-F]{6}(?::[0-9a-fA-F]{6})?))*',
            }),
          ),
          ordering: optional(string({ default: 'alphabetical', enum: ['config', 'alphabetical'] })),
          shape: optional(string({ default: 'circle', enum: ['full', 'circle', 'dense', 'none'] })),
        }),
      ),
      u2f: optional(
        propertyString({
          appid: optional(string()),
          origin: optional(string()),
        }),
      ),
      'user-tag-access': optional(
        propertyString({
          'user-allow': optional(string({ default: 'free', enum: ['none', 'list', 'existing', 'free'] })),
          'user-allow-list': optional(string({ pattern: '(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*)(?:;(?^i:[a-z0-9_][a-z0-9_\\-\\+\\.]*))*' })),
        }),
      ),
      webauthn: optional(
        propertyString({
          'allow-subdomains': optional(boolean({ default: true })),
          id: optional(string()),
          origin: optional(string()),
          rp: optional(string()),
        }),
      ),
    },
  }),
}
